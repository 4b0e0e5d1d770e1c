import { type Answer, createBrowser, type Browser as TestBrowser } from '@factorkit/testkit';
import { PASSWORDS, type TestPortal } from './portal.ts';

export interface Sending {
  readonly method?: string;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser of the testkit at this portal. */
export interface Browser extends Pick<TestBrowser, 'cookies'> {
  /** Below the mount point. */
  mfa(path: string, sending?: Sending): Promise<Answer>;
  /** Anywhere in the portal. */
  open(path: string, sending?: Sending): Promise<Answer>;
  logIn(name: string): Promise<Answer>;
}

export function openBrowser(portal: TestPortal): Browser {
  const { send, cookies } = createBrowser({ origin: portal.origin });
  const open: Browser['open'] = (
    path,
    { body, headers, method = body === undefined ? 'GET' : 'POST' } = {},
  ) => send(method, path, body, headers);
  return {
    cookies,
    open,
    mfa: (path, sending) => open(`/account/mfa/${path}`, sending),
    logIn: (name) => open('/login', { body: { name, password: PASSWORDS.get(name) } }),
  };
}
