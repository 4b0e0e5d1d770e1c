import { parseCookie } from 'cookie';
import type { CookieOptions, Request } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';

/** The options of a cookie that only this portal's pages send, and no script reads. */
export function cookieOptions({ brand, challengeCookie }: CustomerPortal): CookieOptions {
  return {
    path: `/${brand.id}`,
    httpOnly: true,
    sameSite: 'lax',
    secure: challengeCookie.insecureDevelopment !== true,
  };
}

export function cookieOf(request: Request, name: string): string | undefined {
  return parseCookie(request.headers.cookie ?? '')[name];
}
