import type { SignIn } from '@factorkit/core';
import {
  challengeTokenIn,
  clearedChallengeCookie,
  clearedDeviceCookie,
  deviceTokenIn,
  type MfaCookieOptions,
  signInCookies,
} from '@factorkit/http';
import type { Request, Response } from 'express';

/**
 * Sets the cookies for an outcome of `mfa.beginSignIn`: sets or deletes the challenge, and sets the cookie of
 * this browser if the outcome contains its token. Pass the same options as to `mfaRouter`.
 *
 * @param now Milliseconds since 1970, for `Max-Age`.
 * @example
 * ```ts
 * import { deviceTokenOf, setSignInCookies } from '@factorkit/express';
 *
 * const deviceToken = deviceTokenOf(req);
 * const outcome = await mfa.beginSignIn({
 *   userId,
 *   user,
 *   firstFactor: { method: 'password' },
 *   ...(deviceToken && { deviceToken }),
 * });
 * setSignInCookies(res, outcome);
 * ```
 */
export function setSignInCookies(
  res: Response,
  outcome: SignIn,
  options?: MfaCookieOptions,
  now?: number,
): void {
  for (const line of signInCookies(outcome, options, now)) res.append('set-cookie', line);
}

/** Deletes the challenge cookie: at sign-out, or if the user goes back to the password. */
export function clearChallengeCookie(res: Response, options?: MfaCookieOptions): void {
  res.append('set-cookie', clearedChallengeCookie(options));
}

/** Deletes the cookie of a trusted or known browser. `revokeTrustedDevices` ends the trust in the account. */
export function clearDeviceCookie(res: Response, options?: MfaCookieOptions): void {
  res.append('set-cookie', clearedDeviceCookie(options));
}

/** The challenge token of this request, for pages that call the engine themselves. */
export function challengeTokenOf(req: Request, options?: MfaCookieOptions): string | undefined {
  return challengeTokenIn(req.headers.cookie, options);
}

/** The unchecked token of a trusted or known browser in this request. Pass it to `mfa.beginSignIn`. */
export function deviceTokenOf(req: Request, options?: MfaCookieOptions): string | undefined {
  return deviceTokenIn(req.headers.cookie, options);
}
