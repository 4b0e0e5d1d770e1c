import type { Clock, JsonObject } from '@factorkit/core';

/** A browser as far as HTTP goes: it keeps cookies and says where its pages are from. No page, no script. */
export interface Browser {
  get<Json = JsonObject>(path: string): Promise<Answer<Json>>;
  /** With a JSON body. Defaults to `{}`. */
  post<Json = JsonObject>(path: string, body?: object): Promise<Answer<Json>>;
  /** Any other method. Without a body none is sent. */
  send<Json = JsonObject>(method: string, path: string, body?: object): Promise<Answer<Json>>;
  /**
   * Opens a page and sends the form on it, with these fields besides its hidden ones. The form goes to `action`, which
   * defaults to the page itself.
   */
  submit(page: string, fields: Readonly<Record<string, string>>, action?: string): Promise<Answer>;
  /** Another browser that begins with the cookies of this one: what an attacker of its cookies has. */
  copy(options?: Pick<BrowserOptions, 'fetch'>): Browser;
  /** The cookies it would send now, by name. A copy. */
  cookies(): ReadonlyMap<string, string>;
}

/** What came back. Redirects are not followed: their place is in `headers`. */
export interface Answer<Json = JsonObject> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `undefined` where the body is not JSON. That it has the shape that the test names is the test's word. */
  readonly json: Json;
}

/** What {@link createBrowser} takes. @inline */
export type BrowserOptions = {
  /** Where the portal is. Defaults to `https://portal.example.com`. For a server, `http://localhost:3000`. */
  readonly origin?: string;
  /** The portal itself, where it is a function: no server is needed then. Defaults to the runtime's `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response> | Response;
  /** By which cookies expire. Defaults to `Date.now`. */
  readonly clock?: Clock;
};

interface Cookie {
  readonly value: string;
  readonly expiresAt: number;
}

/**
 * A browser of its own: what one keeps another does not know. Every cookie goes wherever it asks, whatever its path and
 * whether or not the connection is secure.
 *
 * @example
 * ```ts
 * import { createBrowser } from '@factorkit/testkit';
 *
 * declare const portal: { fetch(request: Request): Promise<Response> };
 *
 * const browser = createBrowser({ fetch: portal.fetch });
 * await browser.post('/login', { userId: 'anna', password: 'correct-horse' });
 * const { json } = await browser.get<{ readonly userId: string }>('/me');
 * ```
 */
export function createBrowser(options: BrowserOptions = {}): Browser {
  return browserWith(new Map(), options);
}

function browserWith(
  jar: Map<string, Cookie>,
  {
    origin = 'https://portal.example.com',
    fetch = (request) => globalThis.fetch(request),
    clock = Date.now,
  }: BrowserOptions,
): Browser {
  const alive = (): ReadonlyMap<string, string> =>
    new Map(
      [...jar].filter(([, { expiresAt }]) => clock() < expiresAt).map(([name, { value }]) => [name, value]),
    );

  const send = async <Json>(
    method: string,
    path: string,
    body?: object | URLSearchParams,
  ): Promise<Answer<Json>> => {
    const cookie = [...alive()].map(([name, value]) => `${name}=${value}`).join('; ');
    const form = body instanceof URLSearchParams;
    const headers = {
      ...(cookie !== '' && { cookie }),
      ...(body !== undefined && {
        'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      }),
      // As the page of the portal that has the form on it would be announced.
      ...(method !== 'GET' && { origin, 'sec-fetch-site': 'same-origin' }),
    };
    const request = new Request(new URL(path, origin), {
      method,
      headers,
      redirect: 'manual',
      ...(body !== undefined && { body: form ? String(body) : JSON.stringify(body) }),
    });
    const response = await fetch(request);
    for (const line of response.headers.getSetCookie()) {
      const { name, ...cookie } = read(line, clock());
      jar.set(name, cookie);
    }
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) as Json };
  };

  return {
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    send,
    async submit(page, fields, action = page) {
      const hidden = hiddenFields((await send('GET', page)).text);
      return send('POST', action, new URLSearchParams({ ...hidden, ...fields }));
    },
    copy: (other = {}) => browserWith(new Map(jar), { origin, fetch, clock, ...other }),
    cookies: alive,
  };
}

/** Of every form on the page: as long as the names differ, those that are of another form are read over. */
function hiddenFields(page: string): Readonly<Record<string, string>> {
  const inputs = [...page.matchAll(/<input\b[^>]*\btype="hidden"[^>]*>/g)].map(([input]) => input);
  return Object.fromEntries(
    inputs.map((input) => [
      /\bname="([^"]*)"/.exec(input)?.[1] ?? '',
      /\bvalue="([^"]*)"/.exec(input)?.[1] ?? '',
    ]),
  );
}

/** RFC 6265 §5.3: `Max-Age` before `Expires`; without either it lives as long as the browser. */
function read(line: string, now: number): Cookie & { readonly name: string } {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const [name = '', value] = halves(pair);
  const said = new Map(attributes.map(halves).map(([key, text]) => [key.toLowerCase(), text]));
  const maxAge = said.get('max-age');
  const expires = said.get('expires');
  const expiresAt =
    maxAge !== undefined
      ? now + Number(maxAge) * 1000
      : expires !== undefined
        ? Date.parse(expires)
        : Number.POSITIVE_INFINITY;
  return { name, value, expiresAt };
}

function halves(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
