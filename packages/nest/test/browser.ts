import { type Answer, createBrowser, type Browser as TestBrowser } from '@factorkit/testkit';

export interface Sending {
  readonly method?: string;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser of the testkit, whose method follows from the body. */
export interface Browser extends Pick<TestBrowser, 'cookies' | 'setCookie'> {
  open(path: string, sending?: Sending): Promise<Answer>;
}

export function openBrowser({ origin }: { readonly origin: string }): Browser {
  const { send, cookies, setCookie } = createBrowser({ origin });
  return {
    cookies,
    setCookie,
    open: (path, { body, headers, method = body === undefined ? 'GET' : 'POST' } = {}) =>
      send(method, path, body, headers),
  };
}
