import { type Answer, createBrowser as createRequests, type Browser as Requests } from '@factorkit/testkit';
import { textOf } from './page-text.ts';

/** A browser without script. It goes on where a page leads, and can lie about where it comes from. */
export interface Browser extends Pick<Requests, 'cookies'> {
  get(path: string): Promise<Page>;
  post(path: string, fields: Words, headers?: Words): Promise<Page>;
  /** A request whose body is sent as it is, and whose redirects are not followed. */
  send(method: string, path: string, body?: object | string, headers?: Words): Promise<Page>;
  /** A page, or where it leads. */
  open(path: string): Promise<Page>;
  /** Sends the form of a page whose action ends so, with its hidden fields, and goes where that leads. */
  submit(page: Page, action: string, fields?: Words): Promise<Page>;
  /** Another browser with the same cookies: what an attacker of its cookies has. */
  copy(): Browser;
}

export type Words = Readonly<Record<string, string>>;

export interface Page extends Pick<Answer, 'path' | 'status' | 'headers' | 'forms'> {
  readonly location: string;
  readonly body: string;
  /** What people read, in one line. */
  readonly text: string;
  readonly answer: Answer;
}

/** Each `Set-Cookie` line that a browser got. */
export const setCookies: string[] = [];

async function recorded(request: Request): Promise<Response> {
  const response = await fetch(request);
  setCookies.push(...response.headers.getSetCookie());
  return response;
}

export function createBrowser(base: string, cookies: Iterable<readonly [string, string]> = []): Browser {
  const requests = createRequests({ origin: base, fetch: recorded });
  for (const [name, value] of cookies) requests.setCookie(name, value);
  return browserOf(requests);
}

function browserOf(requests: Requests): Browser {
  const send: Browser['send'] = async (...sent) => pageOf(await requests.send(...sent));
  return {
    cookies: requests.cookies,
    get: (path) => send('GET', path),
    post: (path, fields, headers) => send('POST', path, new URLSearchParams(fields), headers),
    send,
    open: async (path) => pageOf(await requests.open(path)),
    async submit({ answer, forms, path, text }, action, fields = {}) {
      if (!forms.some((form) => form.action.split('?')[0]?.endsWith(action)))
        throw new Error(`no form ${action} on ${path}: ${text.slice(0, 200)}`);
      return pageOf(await requests.follow(await requests.submit(answer, fields, action)));
    },
    copy: () => browserOf(requests.copy()),
  };
}

function pageOf(answer: Answer): Page {
  const { path, status, headers, forms, text: body } = answer;
  return {
    path,
    status,
    headers,
    forms,
    location: headers.get('location') ?? '',
    body,
    text: textOf(body),
    answer,
  };
}
