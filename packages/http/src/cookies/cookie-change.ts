import { assertNever, type DeviceToken } from '@factorkit/core';
import { type CookieKind, clearedCookie, cookieWith, type MfaCookieOptions } from './cookie.ts';

/** A change of one cookie. */
export type CookieChange =
  | { readonly kind: 'challenge'; readonly token: string }
  | { readonly kind: 'device'; readonly token: string; readonly maxAgeSeconds: number }
  | { readonly kind: 'clear'; readonly cookie: CookieKind };

/** Sets the cookie of a trusted or known browser for as long as its token is valid. */
export function keepingDevice({ token, expiresAt }: DeviceToken, now: number): CookieChange {
  // RFC 6265 §5.2.2: whole seconds. Rounded down, so that the cookie does not outlive the token.
  return { kind: 'device', token, maxAgeSeconds: Math.max(0, Math.floor((expiresAt - now) / 1000)) };
}

/** The `Set-Cookie` value of a change. */
export function cookieLine(change: CookieChange, options: MfaCookieOptions): string {
  switch (change.kind) {
    case 'challenge':
      return cookieWith('challenge', { token: change.token }, options);
    case 'device':
      return cookieWith('device', change, options);
    case 'clear':
      return clearedCookie(change.cookie, options);
    default:
      return assertNever(change);
  }
}
