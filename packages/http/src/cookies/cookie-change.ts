import { assertNever, type DeviceToken } from '@factorkit/core';
import { type CookieKind, clearedCookie, cookieWith, type MfaCookieOptions } from './cookie.ts';

/** What becomes of one cookie with this answer. */
export type CookieChange =
  | { readonly kind: 'challenge'; readonly token: string }
  | { readonly kind: 'trust'; readonly token: string; readonly maxAgeSeconds: number }
  | { readonly kind: 'clear'; readonly cookie: CookieKind };

/** The trust in this browser, for as long as it lasts. */
export function trusting({ token, expiresAt }: DeviceToken, now: number): CookieChange {
  // RFC 6265 §5.2.2: whole seconds. Rounded down, so that the browser does not keep it longer than we do.
  return { kind: 'trust', token, maxAgeSeconds: Math.max(0, Math.floor((expiresAt - now) / 1000)) };
}

/** The `Set-Cookie` value of a change. */
export function cookieLine(change: CookieChange, options: MfaCookieOptions): string {
  switch (change.kind) {
    case 'challenge':
      return cookieWith('challenge', { token: change.token }, options);
    case 'trust':
      return cookieWith('device', change, options);
    case 'clear':
      return clearedCookie(change.cookie, options);
    default:
      return assertNever(change);
  }
}
