import type { SignIn } from '@factorkit/core';
import { clearedCookie, cookieIn, type MfaCookieOptions } from './cookie.ts';
import { type CookieChange, cookieLine, keepingDevice } from './cookie-change.ts';

/** The `Set-Cookie` value that deletes the challenge cookie. */
export function clearedChallengeCookie(options: MfaCookieOptions = {}): string {
  return clearedCookie('challenge', options);
}

/** The challenge token in a request's `Cookie` header. `undefined` if there is none or more than one. */
export function challengeTokenIn(
  cookieHeader: string | null | undefined,
  options: MfaCookieOptions = {},
): string | undefined {
  return cookieIn('challenge', cookieHeader, options);
}

/**
 * The token of a trusted or known browser in a request's `Cookie` header, for `beginSignIn`. `undefined` if there is
 * none or more than one. The engine checks whose token it is and whether it is valid.
 *
 * @example
 * ```ts
 * import { deviceTokenIn, signInCookies } from '@factorkit/http';
 *
 * const deviceToken = deviceTokenIn(request.headers.get('cookie'));
 * const outcome = await mfa.beginSignIn({
 *   userId,
 *   user,
 *   firstFactor: { method: 'password' },
 *   ...(deviceToken && { deviceToken }),
 * });
 * for (const line of signInCookies(outcome)) headers.append('set-cookie', line);
 * ```
 */
export function deviceTokenIn(
  cookieHeader: string | null | undefined,
  options: MfaCookieOptions = {},
): string | undefined {
  return cookieIn('device', cookieHeader, options);
}

/** The `Set-Cookie` value that deletes the cookie of a trusted or known browser. */
export function clearedDeviceCookie(options: MfaCookieOptions = {}): string {
  return clearedCookie('device', options);
}

/**
 * The `Set-Cookie` values for an outcome of `beginSignIn` or another step of a sign-in. The challenge cookie is set if
 * a factor must be proved or enrolled first, and deleted otherwise. The cookie of a trusted or known browser is set if
 * the outcome contains its token.
 *
 * @param now Milliseconds since 1970, for `Max-Age`.
 */
export function signInCookies(
  outcome: SignIn,
  options: MfaCookieOptions = {},
  now: number = Date.now(),
): readonly string[] {
  return changesOf(outcome, now).map((change) => cookieLine(change, options));
}

function changesOf(outcome: SignIn, now: number): readonly CookieChange[] {
  if ('token' in outcome) return [{ kind: 'challenge', token: outcome.token }];
  const { trustedDevice, knownDevice } = outcome.kind === 'complete' ? outcome : {};
  const device = trustedDevice ?? knownDevice;
  return [{ kind: 'clear', cookie: 'challenge' }, ...(device ? [keepingDevice(device, now)] : [])];
}
