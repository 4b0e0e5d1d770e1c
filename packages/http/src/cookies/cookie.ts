/**
 * The cookies in a browser: the challenge under way, the trust in this browser, and, where forms are taken, what their
 * tokens are bound to. The same options go wherever one of them is set, read or cleared.
 */
export interface MfaCookieOptions {
  /** After the prefix. Defaults to `factorkit`. Two portals on one host need two names. */
  readonly name?: string;
  /** Of the cookie of a trusted browser. Defaults to `name` and `-device`. */
  readonly deviceName?: string;
  /** Of the cookie that form tokens are bound to. Defaults to `name` and `-form`. */
  readonly formName?: string;
  /**
   * Defaults to `lax`. With `strict` the cookies are missing on the page a federated sign-in returns to, because that
   * navigation began on another site. `none` is for pages in another site's frame: the cookies are `Partitioned`, so that
   * each site around them has its own. The portal's session cookie needs the same attributes.
   */
  readonly sameSite?: 'lax' | 'strict' | 'none';
  /**
   * For development on `http://localhost` alone: no `__Host-` prefix and no `Secure`, which some browsers refuse there.
   * Anyone on the network could then read or plant the cookies.
   */
  readonly insecureDevelopment?: boolean;
}

const KINDS = ['challenge', 'device', 'form'] as const;

export type CookieKind = (typeof KINDS)[number];

const OPTIONS = { challenge: 'name', device: 'deviceName', form: 'formName' } as const;

// RFC 6265 §4.1.1: a token (RFC 9110 §5.6.2) as name, cookie-octets as value.
const COOKIE_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const COOKIE_VALUE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/;

/** RFC 6265 §6.1: what a browser must be able to keep. A larger one is dropped in silence. */
const MAX_COOKIE_BYTES = 4096;

/** Whether cookies of these options can be; before the first request comes. */
export function assertCookieOptions(options: MfaCookieOptions): void {
  if (options.sameSite === 'none' && options.insecureDevelopment === true) {
    throw new TypeError('cookie.sameSite: none needs Secure, which insecureDevelopment leaves out');
  }
  const [challenge, device, form] = KINDS.map((kind) => cookieName(kind, options));
  if (challenge === device) throw new TypeError('cookie.deviceName: is the name of the other cookie');
  if (form === challenge || form === device) {
    throw new TypeError('cookie.formName: is the name of another cookie');
  }
}

/** The `Set-Cookie` value that gives a token to the browser: for its session where no age is said. */
export function cookieWith(
  kind: CookieKind,
  { token, maxAgeSeconds }: { readonly token: string; readonly maxAgeSeconds?: number },
  options: MfaCookieOptions,
): string {
  if (!COOKIE_VALUE.test(token)) throw new TypeError('token: holds what a cookie cannot');
  const name = cookieName(kind, options);
  if (name.length + token.length > MAX_COOKIE_BYTES) throw new TypeError('token: too long for a cookie');
  const age = maxAgeSeconds === undefined ? '' : `; Max-Age=${maxAgeSeconds}`;
  return `${name}=${token}; ${attributes(options)}${age}`;
}

/** The `Set-Cookie` value that takes it back. */
export function clearedCookie(kind: CookieKind, options: MfaCookieOptions): string {
  return `${cookieName(kind, options)}=; ${attributes(options)}; Max-Age=0`;
}

/**
 * What a request's `Cookie` header holds. `undefined` where there is none, and where there are several: only a planted
 * one makes two, and which of them is ours cannot be told.
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

/** The whole name, as it stands in a header. */
export function cookieName(
  kind: CookieKind,
  {
    name = 'factorkit',
    deviceName = `${name}-device`,
    formName = `${name}-form`,
    insecureDevelopment = false,
  }: MfaCookieOptions,
): string {
  const option = OPTIONS[kind];
  const given = { name, deviceName, formName }[option];
  if (!COOKIE_NAME.test(given)) {
    throw new TypeError(`cookie.${option}: holds what the name of a cookie cannot`);
  }
  // RFC 6265bis §4.1.3.2: the prefix makes browsers refuse this cookie from a subdomain, another path, or plain http.
  return insecureDevelopment ? given : `__Host-${given}`;
}

function attributes({ sameSite = 'lax', insecureDevelopment = false }: MfaCookieOptions): string {
  const site = { lax: 'Lax', strict: 'Strict', none: 'None' }[sameSite];
  const partitioned = sameSite === 'none' ? '; Partitioned' : '';
  return `Path=/; HttpOnly; SameSite=${site}${insecureDevelopment ? '' : '; Secure'}${partitioned}`;
}
