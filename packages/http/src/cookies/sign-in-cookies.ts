import type { SignIn } from '@factorkit/core';
import { clearedCookie, cookieIn, cookieWith, type MfaCookieOptions } from './cookie.ts';
import { type CookieChange, cookieLine, trusting } from './cookie-change.ts';

/**
 * The `Set-Cookie` value that hands a challenge token to the browser. It has no expiry of its own: the token has.
 *
 * @throws TypeError when the token or the name is nothing a cookie can hold.
 */
export function challengeCookie(token: string, options: MfaCookieOptions = {}): string {
  return cookieWith('challenge', { token }, options);
}

/** The `Set-Cookie` value that takes the challenge back. */
export function clearedChallengeCookie(options: MfaCookieOptions = {}): string {
  return clearedCookie('challenge', options);
}

/** The challenge token in a request's `Cookie` header; `undefined` where there is none, or more than one. */
export function challengeTokenIn(
  cookieHeader: string | null | undefined,
  options: MfaCookieOptions = {},
): string | undefined {
  return cookieIn('challenge', cookieHeader, options);
}

/**
 * The token of a trusted browser in a request's `Cookie` header, for `beginSignIn`; `undefined` where there is none, or
 * more than one. Whose it is, and whether it still holds, the engine finds out.
 *
 * @example
 * ```ts
 * import { deviceTokenIn, signInCookies } from '@factorkit/http';
 *
 * const trustedDevice = deviceTokenIn(request.headers.get('cookie'));
 * const outcome = await mfa.beginSignIn({
 *   userId,
 *   user,
 *   firstFactor: { method: 'password' },
 *   ...(trustedDevice && { trustedDevice }),
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

/** The `Set-Cookie` value that makes this browser forget that it was trusted. */
export function clearedDeviceCookie(options: MfaCookieOptions = {}): string {
  return clearedCookie('device', options);
}

/**
 * The `Set-Cookie` values that belong to what `beginSignIn` said, or another outcome of a sign-in: the challenge is set
 * where something must be shown or enrolled first and taken back where nothing is left to ask; the trust in this
 * browser is set where the outcome brings it.
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
  const trusted = outcome.kind === 'complete' ? outcome.trustedDevice : undefined;
  return [{ kind: 'clear', cookie: 'challenge' }, ...(trusted ? [trusting(trusted, now)] : [])];
}
