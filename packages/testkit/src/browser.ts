import type { Clock, JsonObject } from '@factorkit/core';
import { type CookieJar, createCookieJar } from './cookie-jar.ts';
import { formsIn, type PageForm } from './page-forms.ts';

/** A browser as far as HTTP goes: it keeps cookies and says where its pages are from. No page, no script. */
export interface Browser {
  get<Json = JsonObject>(path: string): Promise<Answer<Json>>;
  /** With a JSON body. Defaults to `{}`. */
  post<Json = JsonObject>(path: string, body?: object): Promise<Answer<Json>>;
  /**
   * Any other request. An object is sent as JSON, `URLSearchParams` as a form, a string as it is. Without a body none is
   * sent. `headers` replace those of the browser; `origin` or `sec-fetch-site` replaces both.
   */
  send<Json = JsonObject>(
    method: string,
    path: string,
    body?: object | string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<Json>>;
  /** Opens a page and follows its redirects. */
  open(path: string): Promise<Answer>;
  /**
   * Sends the form of a page whose action ends with `action`, with these fields besides its hidden ones. A path is
   * opened first. `action` defaults to the page itself; without such a form, the fields go there with the hidden ones of
   * every form of the page.
   */
  submit(page: string | Answer, fields: Readonly<Record<string, string>>, action?: string): Promise<Answer>;
  /** Opens where an answer redirects to, up to six times in a row. Returns an answer without a redirect as it is. */
  follow(answer: Answer): Promise<Answer>;
  /** Another browser that begins with the cookies of this one: what an attacker of its cookies has. */
  copy(options?: Pick<BrowserOptions, 'fetch'>): Browser;
  /** The cookies it would send now, by name. A copy. */
  cookies(): ReadonlyMap<string, string>;
  /** Sets a cookie. Without a value it is removed. */
  setCookie(name: string, value?: string): void;
}

/** What came back. Redirects are not followed: their place is in `headers`. */
export interface Answer<Json = JsonObject> {
  /** The path that was asked for. */
  readonly path: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** `undefined` where the body is not JSON. That it has the shape that the test names is the test's word. */
  readonly json: Json;
  /** The forms on the page. */
  readonly forms: readonly PageForm[];
  /**
   * The text at a path in the JSON: `at('enrolment.setup.uri')`.
   *
   * @throws Error if there is no text.
   */
  at(path: string): string;
}

/** What {@link createBrowser} takes. @inline */
export type BrowserOptions = {
  /**
   * Where the portal is. For a server, `http://localhost:3000`.
   *
   * @defaultValue `https://portal.example.com`
   */
  readonly origin?: string;
  /**
   * The portal itself, where it is a function: no server is needed then.
   *
   * @defaultValue the runtime's `fetch`
   */
  readonly fetch?: (request: Request) => Promise<Response> | Response;
  /**
   * By which cookies expire.
   *
   * @defaultValue `Date.now`
   */
  readonly clock?: Clock;
};

const MOST_REDIRECTS = 6;

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
  return browserWith(createCookieJar(options.clock ?? Date.now), options);
}

function browserWith(jar: CookieJar, options: BrowserOptions): Browser {
  const { origin = 'https://portal.example.com', fetch = (request) => globalThis.fetch(request) } = options;

  const send: Browser['send'] = async (method, path, body, given = {}) => {
    const headers = new Headers(given);
    if (body !== undefined && !headers.has('content-type')) headers.set('content-type', typeOf(body));
    // As the page of the portal that has the form on it would be announced.
    if (method !== 'GET' && !headers.has('origin') && !headers.has('sec-fetch-site')) {
      headers.set('origin', origin);
      headers.set('sec-fetch-site', 'same-origin');
    }
    const cookie = [...jar.current()].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie !== '' && !headers.has('cookie')) headers.set('cookie', cookie);
    const request = new Request(new URL(path, origin), {
      method,
      headers,
      redirect: 'manual',
      ...(body !== undefined && { body: textOf(body) }),
    });
    const response = await fetch(request);
    for (const line of response.headers.getSetCookie()) jar.keep(line);
    return answerOf(path, response, await response.text());
  };

  const get: Browser['get'] = (path) => send('GET', path);

  const follow = async (answer: Answer): Promise<Answer> => {
    let current = answer;
    for (let hop = 0; hop < MOST_REDIRECTS; hop += 1) {
      const location = current.headers.get('location');
      if (location === null) break;
      current = await get(location);
    }
    return current;
  };

  return {
    get,
    post: (path, body = {}) => send('POST', path, body),
    send,
    open: async (path) => follow(await get(path)),
    async submit(from, fields, action) {
      const page = typeof from === 'string' ? await get(from) : from;
      const target = action ?? page.path;
      const form = page.forms.find((one) => one.action.split('?')[0]?.endsWith(target));
      const hidden = form?.hidden ?? Object.assign({}, ...page.forms.map((one) => one.hidden));
      return send('POST', form?.action ?? target, new URLSearchParams({ ...hidden, ...fields }));
    },
    follow,
    copy: (other = {}) => browserWith(jar.copy(), { ...options, ...other }),
    cookies: jar.current,
    setCookie: jar.set,
  };
}

function typeOf(body: object | string): string {
  return body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : 'application/json';
}

function textOf(body: object | string): string {
  return typeof body === 'string' || body instanceof URLSearchParams ? String(body) : JSON.stringify(body);
}

function answerOf<Json>(path: string, { status, headers }: Response, text: string): Answer<Json> {
  const json = parsed(text);
  return {
    path,
    status,
    headers,
    text,
    json: json as Json,
    forms: formsIn(text),
    at(place) {
      const value = place.split('.').reduce<unknown>((inside, key) => Object(inside)[key], json);
      if (typeof value !== 'string') throw new Error(`no text at ${place} in ${text}`);
      return value;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
