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

/** Why a request was refused, and the answer for programs. @inline */
export type MfaRefusal = {
  readonly refused: GuardRefusal;
  /** Sends the answer that is sent without `refuse`: 401 or 403, with a problem document. */
  answer(): Promise<void>;
};

/**
 * Answers a refused request, for portals that show pages. `next()` leaves this router and `next(error)` calls Express'
 * error handler. Neither lets the request pass.
 */
export type RefuseMfa = (
  req: Request,
  res: Response,
  next: NextFunction,
  refusal: MfaRefusal,
) => void | Promise<void>;

/** @inline */
export type RequireMfaOptions = {
  readonly mfa: EveryMfa;
  /** The same host as for `mfaRouter`. */
  readonly host: Pick<ExpressHost, 'currentUser' | 'source' | 'tenant'>;
  /** The same options as for `mfaRouter`. */
  readonly cookie?: MfaCookieOptions;
  /** Replaces the 401 or 403 for programs. */
  readonly refuse?: RefuseMfa;
};

/** `requireMfa({ action })`, `requireMfa({ requirement })` or `requireMfa()`. @inline */
export type RequireMfa<Action extends string = string> = (need?: Need<Action>) => RequestHandler;

/**
 * Creates the `requireMfa` middleware of a portal. A request passes if its session proves what an action of the policy
 * requires, or a requirement or, with neither, two kinds of factors. Any other request gets 401 and the challenge of
 * RFC 9470: the client asks for what is missing and sends the request again. See `createAssuranceGuard`.
 *
 * With `createRequireMfa<ActionNames<typeof policy>>(…)` the compiler refuses an action that the policy does not name.
 *
 * If the engine or the host fails, the request goes to Express' error handler and does not pass.
 *
 * @throws MfaError `configuration-invalid` or `policy-invalid`: here, and where a route passes an invalid need.
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
export function createRequireMfa<Action extends string = string>({
  refuse,
  ...options
}: RequireMfaOptions): RequireMfa<Action> {
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
    // Express 4 does not await a promise, and an unhandled rejection would end the process.
    return (req, res, next) =>
      void check(req, res, next).then((passed) => {
        if (passed) next();
      }, next);
  };
}

/** A `next` that never reaches the guarded handler. In a guard mounted by `use`, `next()` and `next('route')` would. */
function outOf(next: NextFunction): NextFunction {
  return (error?: unknown) => next(error instanceof Error ? error : 'router');
}
