import type { SignIn } from '@factorkit/core';
import {
  type ChallengeCookieOptions,
  challengeTokenIn,
  clearedChallengeCookie,
  signInCookie,
} from '@factorkit/http';
import type { Request, Response } from 'express';

/**
 * Sets the challenge cookie after `mfa.beginSignIn`, or clears it where nothing is left to ask. The same options go to
 * `mfaRouter`.
 *
 * @example
 * ```ts
 * import { setChallengeCookie } from '@factorkit/express';
 *
 * const outcome = await mfa.beginSignIn({ userId, user, firstFactor: { method: 'password' } });
 * setChallengeCookie(res, outcome);
 * ```
 */
export function setChallengeCookie(res: Response, outcome: SignIn, options?: ChallengeCookieOptions): void {
  res.append('set-cookie', signInCookie(outcome, options));
}

/** Takes the challenge back: at sign-out, or where the user goes back to the password. */
export function clearChallengeCookie(res: Response, options?: ChallengeCookieOptions): void {
  res.append('set-cookie', clearedChallengeCookie(options));
}

/** The challenge token that came with this request, for pages that call the engine themselves. */
export function challengeTokenOf(req: Request, options?: ChallengeCookieOptions): string | undefined {
  return challengeTokenIn(req.headers.cookie, options);
}
