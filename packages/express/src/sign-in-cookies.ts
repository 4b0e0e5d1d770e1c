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
 * Sets the cookies that belong to what `mfa.beginSignIn` said: the challenge, or nothing where none is left, and the
 * trust in this browser where the outcome brings it. The same options go to `mfaRouter`.
 *
 * @param now Milliseconds since 1970, for `Max-Age`.
 * @example
 * ```ts
 * import { deviceTokenOf, setSignInCookies } from '@factorkit/express';
 *
 * const trustedDevice = deviceTokenOf(req);
 * const outcome = await mfa.beginSignIn({
 *   userId,
 *   user,
 *   firstFactor: { method: 'password' },
 *   ...(trustedDevice && { trustedDevice }),
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

/** Takes the challenge back: at sign-out, or where the user goes back to the password. */
export function clearChallengeCookie(res: Response, options?: MfaCookieOptions): void {
  res.append('set-cookie', clearedChallengeCookie(options));
}

/** Makes this browser forget that it was trusted. What the account holds of it is `revokeTrustedDevices`' to end. */
export function clearDeviceCookie(res: Response, options?: MfaCookieOptions): void {
  res.append('set-cookie', clearedDeviceCookie(options));
}

/** The challenge token that came with this request, for pages that call the engine themselves. */
export function challengeTokenOf(req: Request, options?: MfaCookieOptions): string | undefined {
  return challengeTokenIn(req.headers.cookie, options);
}

/** The token of a trusted browser that came with this request: for `mfa.beginSignIn`, whatever it is. */
export function deviceTokenOf(req: Request, options?: MfaCookieOptions): string | undefined {
  return deviceTokenIn(req.headers.cookie, options);
}
