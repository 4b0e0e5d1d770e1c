import type { Need } from '@factorkit/core';
import {
  createAssuranceGuard,
  type EveryMfa,
  type GuardRefusal,
  type MfaCookieOptions,
} from '@factorkit/http';
import { headersOf, sendWebResponse } from '@factorkit/http/node';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { ExpressHost } from './router.ts';

/** Why a request did not pass, and the answer for programs. */
export interface MfaRefusal {
  readonly refused: GuardRefusal;
  /** Answers as if there were no `refuse`: 401 or 403, with a problem document. */
  answer(): Promise<void>;
}

/**
 * Answers a request that did not pass, where the portal shows pages. `next()` leaves this router and `next(error)` goes
 * to Express' error handler: neither lets the request through.
 */
export type RefuseMfa = (
  req: Request,
  res: Response,
  next: NextFunction,
  refusal: MfaRefusal,
) => void | Promise<void>;

export interface RequireMfaOptions {
  readonly mfa: EveryMfa;
  /** The same that `mfaRouter` has. */
  readonly host: Pick<ExpressHost, 'currentUser' | 'source' | 'tenant'>;
  /** The same that `mfaRouter` has. */
  readonly cookie?: MfaCookieOptions;
  /** In place of the 401 or 403 for programs. */
  readonly refuse?: RefuseMfa;
}

/** `requireMfa({ action })`, `requireMfa({ requirement })` or `requireMfa()`. */
export type RequireMfa = (need?: Need) => RequestHandler;

/**
 * Makes the `requireMfa` of a portal. It lets a request pass whose session shows what an action of the policy takes, or
 * a requirement, or, with neither, two kinds of proof. It answers any other with 401 and the challenge of RFC 9470; the
 * client asks for what is missing, and sends the request again. See `createAssuranceGuard`.
 *
 * Where the engine or the host fails, the request goes to Express' error handler, and does not pass.
 *
 * @throws MfaError `configuration-invalid` or `policy-invalid`: here, and where a route asks for what cannot be.
 * @example
 * ```ts
 * import { createRequireMfa } from '@factorkit/express';
 *
 * const requireMfa = createRequireMfa({ mfa, host });
 * app.get('/account/payment', requireMfa(), showPayment);
 * app.post('/payouts', requireMfa({ action: 'payout' }), payOut);
 * app.post('/keys', requireMfa({ requirement: { of: ['webauthn'], maxAge: '15m' } }), makeKey);
 * ```
 */
export function createRequireMfa({ refuse, ...options }: RequireMfaOptions): RequireMfa {
  const guardFor = createAssuranceGuard(options);
  return (need) => {
    const guard = guardFor(need);
    const check = async (req: Request, res: Response, next: NextFunction): Promise<boolean> => {
      const guarded = await guard({ headers: headersOf(req) }, { req, res });
      if (guarded.kind === 'pass') return true;
      const answer = async (): Promise<void> => sendWebResponse(res, await guarded.respond());
      if (refuse === undefined) await answer();
      else await refuse(req, res, outOf(next), { refused: guarded.refused, answer });
      return false;
    };
    // Express 4 does not wait for a promise, and an unhandled rejection would end the process.
    return (req, res, next) =>
      void check(req, res, next).then((passed) => {
        if (passed) next();
      }, next);
  };
}

/** A way on that never leads to what is guarded: `next()` and `next('route')` would, in a guard mounted by `use`. */
function outOf(next: NextFunction): NextFunction {
  return (error?: unknown) => next(error instanceof Error ? error : 'router');
}
