import { PASSWORDS, type TestPortal } from './portal.ts';

/** What came back, as far as a test looks at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
  readonly text: string;
}

export interface Sending {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client with cookies of its own. */
export interface Browser {
  /** Below the mount point. */
  mfa(path: string, sending?: Sending): Promise<Answer>;
  /** Anywhere in the portal. */
  open(path: string, sending?: Sending): Promise<Answer>;
  logIn(name: string): Promise<Answer>;
  readonly cookies: Map<string, string>;
}

export function openBrowser(portal: TestPortal): Browser {
  const cookies = new Map<string, string>();

  const open = async (path: string, { method, body, headers = {} }: Sending = {}): Promise<Answer> => {
    const response = await fetch(portal.origin + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(cookies.size > 0 && {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      redirect: 'manual',
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: parsed(text), text };
  };

  return {
    cookies,
    open,
    mfa: (path, sending) => open(`/account/mfa/${path}`, sending),
    logIn: (name) => open('/login', { body: { name, password: PASSWORDS.get(name) } }),
  };
}

/** What stands at a path in JSON, as text: `at(answer, 'enrolment.setup.uri')`. */
export function at(answer: Answer, path: string): string {
  let value: unknown = answer.json;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) throw new Error(`no ${path} in ${answer.text}`);
    value = Reflect.get(value, key);
  }
  if (typeof value !== 'string') throw new Error(`no text at ${path} in ${answer.text}`);
  return value;
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const name = pair.slice(0, pair.indexOf('='));
  const value = pair.slice(name.length + 1);
  if (/max-age=0/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
