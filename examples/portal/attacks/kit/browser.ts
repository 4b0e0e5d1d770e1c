import { type Form, formsIn, textOf } from './page-text.ts';

/** A browser without script. It keeps cookies, goes on where a page leads, and can lie about where it comes from. */
export interface Browser {
  readonly jar: Map<string, string>;
  /** Each `Set-Cookie` line, as it came. */
  readonly setCookies: string[];
  get(path: string): Promise<Page>;
  post(path: string, fields: Words, headers?: Words): Promise<Page>;
  /** One request as it is; redirects are not followed. */
  send(path: string, init: RequestInit): Promise<Page>;
  /** A change by the JSON routes. */
  json(method: string, path: string, body?: object, headers?: Words): Promise<Page>;
  /** A page, or where it leads. */
  open(path: string): Promise<Page>;
  /** Sends the form of a page whose action ends so, with its hidden fields, and goes where that leads. */
  submit(page: Page, action: string, fields?: Words): Promise<Page>;
  /** Another browser with the same cookies: what an attacker of its cookies has. */
  copy(): Browser;
}

export type Words = Readonly<Record<string, string>>;

export interface Page {
  readonly path: string;
  readonly status: number;
  readonly location: string;
  readonly headers: Headers;
  readonly body: string;
  readonly forms: readonly Form[];
  /** What people read, in one line. */
  readonly text: string;
}

export function createBrowser(base: string, cookies: Iterable<readonly [string, string]> = []): Browser {
  const jar = new Map(cookies);
  const setCookies: string[] = [];
  const ours = { origin: base, 'sec-fetch-site': 'same-origin' };

  async function send(path: string, init: RequestInit): Promise<Page> {
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '));
    const response = await fetch(new URL(path, base), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      setCookies.push(line);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const body = await response.text();
    const location = response.headers.get('location') ?? '';
    const { status } = response;
    return {
      path,
      status,
      location,
      headers: response.headers,
      body,
      forms: formsIn(body),
      text: textOf(body),
    };
  }

  const get = (path: string): Promise<Page> => send(path, { headers: { 'sec-fetch-site': 'same-origin' } });

  const post = (path: string, fields: Words, headers: Words = ours): Promise<Page> =>
    send(path, { method: 'POST', body: new URLSearchParams(fields), headers });

  async function follow(page: Page): Promise<Page> {
    let current = page;
    for (let hops = 0; current.location !== '' && hops < 6; hops += 1) current = await get(current.location);
    return current;
  }

  return {
    jar,
    setCookies,
    get,
    post,
    send,
    json: (method, path, body, headers = ours) =>
      send(path, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    open: async (path) => follow(await get(path)),
    async submit(page, action, fields = {}) {
      const form = page.forms.find((one) => one.action.split('?')[0]?.endsWith(action));
      if (form === undefined)
        throw new Error(`no form ${action} on ${page.path}: ${page.text.slice(0, 200)}`);
      return follow(await post(form.action, { ...form.fields, ...fields }));
    },
    copy: () => createBrowser(base, jar),
  };
}
