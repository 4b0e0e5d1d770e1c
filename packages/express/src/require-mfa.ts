import type { Assurance, AssuranceLevel, Clock } from '@factorkit/core';
import { isSufficient, stepUpChallenge, stepUpResponse } from '@factorkit/http';
import type { Request, RequestHandler } from 'express';
import { sendWebResponse } from './web-response.ts';

export interface RequireMfaOptions {
  /** What the session of this request holds; `undefined` where nobody is signed in. */
  readonly assurance: (req: Request) => Assurance | undefined | Promise<Assurance | undefined>;
  /** `multi-factor` where it is not said. */
  readonly level?: AssuranceLevel;
  /** How long ago the factor may have been shown: whole seconds. Any time in this session, where it is not said. */
  readonly maxAgeSeconds?: number;
  /** `Date.now` where it is not given. */
  readonly clock?: Clock;
}

/**
 * Lets a request pass whose session is strong and fresh enough; answers any other with 401 and the challenge of
 * RFC 9470, for the client to step up by `POST reauthenticate`.
 *
 * @throws RangeError where `maxAgeSeconds` is not a whole number from 0.
 * @example
 * ```ts
 * import { requireMfa } from '@factorkit/express';
 *
 * app.post('/payouts', requireMfa({ maxAgeSeconds: 900, assurance: (req) => req.session.assurance }), payOut);
 * ```
 */
export function requireMfa({
  assurance,
  level = 'multi-factor',
  maxAgeSeconds,
  clock = Date.now,
}: RequireMfaOptions): RequestHandler {
  const age = maxAgeSeconds === undefined ? {} : { maxAgeSeconds };
  const asked = { acrValues: [level], ...age };
  // An age that cannot be asked for stops the start, not the first refusal.
  stepUpChallenge(asked);
  return async (req, res, next) => {
    const held = await assurance(req);
    if (held !== undefined && isSufficient(held, { level, ...age }, clock())) next();
    else await sendWebResponse(res, stepUpResponse(asked));
  };
}
