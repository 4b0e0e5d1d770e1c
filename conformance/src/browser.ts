import { type Answer, createBrowser, type Browser as TestBrowser } from '@factorkit/testkit';
import { inspect, MOUNTS } from './contract.ts';
import { PASSWORDS, type TestPortal } from './test-portal.ts';

export interface Sending {
  readonly method?: string;
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser of the testkit that keeps every answer and compares it with the OpenAPI documents. */
export interface Browser extends Pick<TestBrowser, 'cookies' | 'setCookie'> {
  /** A path below the mount point. */
  mfa(path: string, sending?: Sending): Promise<Answer>;
  /** Any path of the portal. */
  open(path: string, sending?: Sending): Promise<Answer>;
  logIn(name: string): Promise<Answer>;
  /** The support desk, as this member of staff. */
  desk(staff: string, path: string, body: object | string): Promise<Answer>;
  readonly transcript: readonly Answer[];
}

export function openBrowser({ origin }: TestPortal): Browser {
  const { send, cookies, setCookie } = createBrowser({ origin });
  const transcript: Answer[] = [];

  const open = async (path: string, sending: Sending = {}): Promise<Answer> => {
    const { body, headers, method = body === undefined ? 'GET' : 'POST' } = sending;
    const answer = await send(method, path, body, headers);
    transcript.push(answer);
    inspect({ method, path }, answer);
    return answer;
  };

  return {
    cookies,
    setCookie,
    transcript,
    open,
    mfa: (path, sending) => open(`${MOUNTS.users}/${path}`, sending),
    desk: (staff, path, body) =>
      open(`${MOUNTS.desk}/${path}`, { body, headers: { 'staff-session': staff } }),
    logIn: (name) => open('/login', { body: { name, password: PASSWORDS.get(name) } }),
  };
}

/** The list of texts in a member. */
export function listAt(answer: Answer, member: string): readonly string[] {
  const value: unknown = Reflect.get(Object(answer.json), member);
  if (!Array.isArray(value)) throw new Error(`no list at ${member} in ${answer.text}`);
  return value.map(String);
}
