import type { Answer } from './answer.ts';
import { inspect, MOUNTS } from './contract.ts';
import { PASSWORDS, type TestPortal } from './test-portal.ts';

export interface Sending {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A client with its own cookies. It keeps everything that was ever sent to it. */
export interface Browser {
  /** A path below the mount point. */
  mfa(path: string, sending?: Sending): Promise<Answer>;
  /** Any path of the portal. */
  open(path: string, sending?: Sending): Promise<Answer>;
  logIn(name: string): Promise<Answer>;
  /** The support desk, as this member of staff. */
  desk(staff: string, path: string, body: unknown): Promise<Answer>;
  readonly cookies: Map<string, string>;
  readonly transcript: readonly Answer[];
}

export function openBrowser(portal: TestPortal): Browser {
  const cookies = new Map<string, string>();
  const transcript: Answer[] = [];

  const open = async (path: string, sending: Sending = {}): Promise<Answer> => {
    const { body, headers = {}, method = body === undefined ? 'GET' : 'POST' } = sending;
    const response = await fetch(portal.origin + path, {
      method,
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
    const answer = { status: response.status, headers: response.headers, json: parsed(text), text };
    transcript.push(answer);
    inspect({ method, path }, answer);
    return answer;
  };

  return {
    cookies,
    transcript,
    open,
    mfa: (path, sending) => open(`${MOUNTS.users}/${path}`, sending),
    desk: (staff, path, body) =>
      open(`${MOUNTS.desk}/${path}`, { body, headers: { 'staff-session': staff } }),
    logIn: (name) => open('/login', { body: { name, password: PASSWORDS.get(name) } }),
  };
}

/** The text at a path in JSON: `at(answer, 'enrolment.setup.uri')`. */
export function at(answer: Answer, path: string): string {
  let value: unknown = answer.json;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) throw new Error(`no ${path} in ${answer.text}`);
    value = Reflect.get(value, key);
  }
  if (typeof value !== 'string') throw new Error(`no text at ${path} in ${answer.text}`);
  return value;
}

/** The list of texts in a member. */
export function listAt(answer: Answer, member: string): readonly string[] {
  const value: unknown = Reflect.get(Object(answer.json), member);
  if (!Array.isArray(value)) throw new Error(`no list at ${member} in ${answer.text}`);
  return value.map(String);
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
