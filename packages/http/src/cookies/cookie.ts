/**
 * The cookies: the challenge in progress, the token of a trusted or known browser; if forms are accepted, the value that
 * form tokens are bound to; with `@factorkit/pages`, the sealed state between two pages. Pass the same options wherever a cookie is set, read or cleared.
 */
export interface MfaCookieOptions {
  /**
   * The name after the prefix. Two portals on one host need two names.
   *
   * @defaultValue `factorkit`
   */
  readonly name?: string;
  /**
   * The name of the cookie of a trusted or known browser.
   *
   * @defaultValue `name` followed by `-device`
   */
  readonly deviceName?: string;
  /**
   * The name of the cookie that form tokens are bound to.
   *
   * @defaultValue `name` followed by `-form`
   */
  readonly formName?: string;
  /**
   * The name of the cookie with the state between two pages.
   *
   * @defaultValue `name` followed by `-pages`
   */
  readonly pagesName?: string;
  /**
   * With `strict`, the page that a federated sign-in returns to does not receive the cookies, because that navigation
   * started on another site. Use `none` for pages in a frame of another site: the cookies are then `Partitioned`, so
   * each embedding site has separate ones. The portal's session cookie needs the same attributes.
   *
   * @defaultValue `lax`
   */
  readonly sameSite?: 'lax' | 'strict' | 'none';
  /**
   * Only for development on `http://localhost`: no `__Host-` prefix and no `Secure`, which some browsers refuse there.
   * Anyone on the network could then read or plant the cookies.
   */
  readonly insecureDevelopment?: boolean;
}

const KINDS = ['challenge', 'device', 'form', 'pages'] as const;

export type CookieKind = (typeof KINDS)[number];

const OPTIONS = {
  challenge: 'name',
  device: 'deviceName',
  form: 'formName',
  pages: 'pagesName',
} as const;

// RFC 6265 §4.1.1: a token (RFC 9110 §5.6.2) as name, cookie-octets as value.
const COOKIE_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const COOKIE_VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/;

/** RFC 6265 §6.1: the size that a browser must support. It drops a larger cookie without an error. */
const MAX_COOKIE_BYTES = 4096;

/** Checks the options before the first request. */
export function assertCookieOptions(options: MfaCookieOptions): void {
  if (options.sameSite === 'none' && options.insecureDevelopment === true) {
    throw new TypeError('cookie.sameSite: none requires Secure, which insecureDevelopment omits');
  }
  const names = new Set<string>();
  for (const kind of KINDS) {
    if (names.has(cookieName(kind, options))) {
      throw new TypeError(`cookie.${OPTIONS[kind]}: must differ from the other cookie names`);
    }
    names.add(cookieName(kind, options));
  }
}

/** The `Set-Cookie` value that stores a token. Without an age it is a session cookie. */
export function cookieWith(
  kind: CookieKind,
  { token, maxAgeSeconds }: { readonly token: string; readonly maxAgeSeconds?: number },
  options: MfaCookieOptions,
): string {
  if (!COOKIE_VALUE.test(token)) throw new TypeError('token: contains a character that a cookie must not');
  const name = cookieName(kind, options);
  if (name.length + token.length > MAX_COOKIE_BYTES) throw new TypeError('token: too long for a cookie');
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  return `${name}=${token}; ${attributes(options)}${age}`;
}

// Next parses the line and drops `Max-Age=0`, so `Expires` says it too.
const PAST = 'Thu, 01 Jan 1970 00:00:00 GMT';

/** The `Set-Cookie` value that deletes the cookie. */
export function clearedCookie(kind: CookieKind, options: MfaCookieOptions): string {
  return `${cookieName(kind, options)}=; ${attributes(options)}; Expires=${PAST}; Max-Age=0`;
}

/**
 * The value of the cookie in a `Cookie` header. `undefined` if there is none or more than one: a second one was
 * planted, and the genuine one cannot be recognised.
 */
export function cookieIn(
  kind: CookieKind,
  cookieHeader: string | null | undefined,
  options: MfaCookieOptions,
): string | undefined {
  const start = `${cookieName(kind, options)}=`;
  const found = (cookieHeader ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(start));
  const token = found.length === 1 ? found[0]?.slice(start.length) : undefined;
  return token === '' ? undefined : token;
}

/** The name with its prefix, as in a header. */
export function cookieName(
  kind: CookieKind,
  {
    name = 'factorkit',
    deviceName = `${name}-device`,
    formName = `${name}-form`,
    pagesName = `${name}-pages`,
    insecureDevelopment = false,
  }: MfaCookieOptions,
): string {
  const option = OPTIONS[kind];
  const given = { name, deviceName, formName, pagesName }[option];
  if (!COOKIE_NAME.test(given)) {
    throw new TypeError(`cookie.${option}: contains a character that a cookie name must not`);
  }
  // RFC 6265bis §4.1.3.2: with this prefix browsers refuse the cookie from a subdomain, another path or plain http.
  return insecureDevelopment ? given : `__Host-${given}`;
}

function attributes({ sameSite = 'lax', insecureDevelopment = false }: MfaCookieOptions): string {
  const site = { lax: 'Lax', strict: 'Strict', none: 'None' }[sameSite];
  const partitioned = sameSite === 'none' ? '; Partitioned' : '';
  return `Path=/; HttpOnly; SameSite=${site}${insecureDevelopment ? '' : '; Secure'}${partitioned}`;
}
