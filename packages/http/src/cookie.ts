import type { SignIn } from '@factorkit/core';

/** The cookie that carries the challenge token in a browser. The same options go wherever it is set, read or cleared. */
export interface ChallengeCookieOptions {
  /** After the prefix; `factorkit` where it is not said. Two portals on one host need two names. */
  readonly name?: string;
  /**
   * `lax` where it is not said. With `strict` the cookie is missing on the page a federated sign-in returns to, because
   * that navigation began on another site.
   */
  readonly sameSite?: 'lax' | 'strict';
  /**
   * For development on `http://localhost` alone: no `__Host-` prefix and no `Secure`, which some browsers refuse there.
   * Anyone on the network could then read or plant the cookie.
   */
  readonly insecureDevelopment?: boolean;
}

// RFC 6265 §4.1.1: a token (RFC 9110 §5.6.2) as name, cookie-octets as value.
const COOKIE_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const COOKIE_VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/;

/** RFC 6265 §6.1: what a browser must be able to keep. A larger one is dropped in silence. */
const MAX_COOKIE_BYTES = 4096;

/**
 * The `Set-Cookie` value that hands a challenge token to the browser. It has no expiry of its own: the token has.
 *
 * @throws TypeError when the token or the name is nothing a cookie can hold.
 */
export function challengeCookie(token: string, options: ChallengeCookieOptions = {}): string {
  if (!COOKIE_VALUE.test(token)) throw new TypeError('token: holds what a cookie cannot');
  const name = cookieName(options);
  if (name.length + token.length > MAX_COOKIE_BYTES) throw new TypeError('token: too long for a cookie');
  return `${name}=${token}; ${attributes(options)}`;
}

/** The `Set-Cookie` value that takes the token back. */
export function clearedChallengeCookie(options: ChallengeCookieOptions = {}): string {
  return `${cookieName(options)}=; ${attributes(options)}; Max-Age=0`;
}

/**
 * The `Set-Cookie` value that belongs to what `beginSignIn` said: sets the cookie where something must be shown or
 * enrolled first, and clears it where nothing is left to ask.
 *
 * @example
 * ```ts
 * import { signInCookie } from '@factorkit/http';
 *
 * const outcome = await mfa.beginSignIn({ userId, user, firstFactor: { method: 'password' } });
 * headers.append('set-cookie', signInCookie(outcome));
 * ```
 */
export function signInCookie(outcome: SignIn, options: ChallengeCookieOptions = {}): string {
  return 'token' in outcome ? challengeCookie(outcome.token, options) : clearedChallengeCookie(options);
}

/**
 * The token in a request's `Cookie` header. `undefined` where there is none, and where there are several: only a
 * planted one makes two, and which of them is ours cannot be told.
 */
export function challengeTokenIn(
  cookieHeader: string | null | undefined,
  options: ChallengeCookieOptions = {},
): string | undefined {
  const start = `${cookieName(options)}=`;
  const found = (cookieHeader ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(start));
  const token = found.length === 1 ? found[0]?.slice(start.length) : undefined;
  return token === '' ? undefined : token;
}

function cookieName({ name = 'factorkit', insecureDevelopment = false }: ChallengeCookieOptions): string {
  if (!COOKIE_NAME.test(name)) throw new TypeError('cookie.name: holds what the name of a cookie cannot');
  // RFC 6265bis §4.1.3.2: the prefix makes browsers refuse this cookie from a subdomain, another path, or plain http.
  return insecureDevelopment ? name : `__Host-${name}`;
}

function attributes({ sameSite = 'lax', insecureDevelopment = false }: ChallengeCookieOptions): string {
  const site = sameSite === 'strict' ? 'Strict' : 'Lax';
  return `Path=/; HttpOnly; SameSite=${site}${insecureDevelopment ? '' : '; Secure'}`;
}
