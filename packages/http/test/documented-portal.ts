import {
  type Assurance,
  createMfa,
  emailCode,
  type Mfa,
  type NoticeMessage,
  type StorageAdapter,
  totp,
  type User,
} from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import type { Policy } from '@factorkit/core/policy';
import {
  createFakeClock,
  createMailbox,
  createSeededRandom,
  type FakeClock,
  type Mailbox,
} from '@factorkit/testkit';
import { webauthn } from '@factorkit/webauthn';
import {
  createMfaHandler,
  createSupportHandler,
  deviceTokenIn,
  type MfaHost,
  openApiDocument,
  signInCookies,
  supportOpenApiDocument,
} from '../src/index.ts';
import { checkAgainst, type DocumentCheck } from './document-check.ts';

export const ORIGIN = 'https://portal.example';

/** Everything that a policy can ask for, as far as it shows in an answer. */
const policy: Policy = {
  schema: 1,
  id: 'everything',
  methods: {
    totp: { allow: 'yes' },
    email: { allow: 'yes', code: { digits: 8 } },
    webauthn: { allow: 'yes' },
  },
  rules: [
    { id: 'payouts', actions: { payout: { of: ['totp', 'webauthn'], maxAge: '1m', live: true } } },
    { id: 'careful', when: { risk: 'high' }, signIn: { count: 2, of: ['totp', 'email'], live: true } },
    { id: 'newcomers', when: { group: ['new'] }, enrol: { of: ['totp', 'webauthn'] }, grace: { skips: 2 } },
  ],
  manage: { proof: { of: ['totp', 'webauthn', 'backup-code'], maxAge: '15m' } },
  backupCodes: { issue: 'first-setup', acknowledge: 'record', replaceUsed: true },
  recovery: [
    { via: 'backup-code', grants: 'session' },
    { via: 'support', verify: { checks: ['identity'], approvals: 1 }, grants: 'enrolment' },
    { via: 'form', verify: { checks: ['form'], approvals: 1 }, hold: '1d', grants: 'session' },
  ],
  trustedDevices: { for: '7d' },
};

interface Visit {
  readonly browser: Cookies;
}

/** The portal's session of one browser stands beside the cookies of Factorkit. */
interface Cookies {
  readonly jar: Map<string, string>;
  held: Assurance | undefined;
}

export interface Said {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

export interface VisitingBrowser {
  readonly signedIn: () => boolean;
  readonly jar: Map<string, string>;
  /** Takes the session with it, as if it were another browser. */
  copy(): VisitingBrowser;
  /** With the right password, as far as the second factor. */
  signIn(userId?: string): Promise<string>;
  /** A route of the user's own. Fails the test where the answer is not as documented. */
  call(method: string, path: string, body?: object): Promise<Said>;
  /** Whatever it is, with this browser's session; its cookies as the request has them. */
  send(request: Request): Promise<Response>;
}

export interface DocumentedPortal {
  readonly mfa: Mfa;
  readonly storage: StorageAdapter;
  readonly clock: FakeClock;
  readonly mailbox: Mailbox;
  readonly notices: readonly NoticeMessage[];
  readonly users: DocumentCheck;
  readonly staff: DocumentCheck;
  open(): VisitingBrowser;
  desk(method: string, path: string, body?: object, staffId?: string): Promise<Said>;
}

/** A portal on Web requests alone, whose every answer is held against the documents. */
export function openDocumentedPortal(): DocumentedPortal {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 1, 12) });
  const mailbox = createMailbox({ clock: clock.now });
  const notices: NoticeMessage[] = [];
  const storage = createMemoryStorage();
  const mfa = createMfa({
    issuer: 'Test Portal',
    keys: [{ id: 'k1', key: createSeededRandom(1)(32) }],
    storage,
    methods: [
      totp(),
      emailCode({ delivery: mailbox }),
      webauthn({ rpId: 'portal.example', origins: [ORIGIN] }),
    ],
    policy,
    clock: clock.now,
    random: createSeededRandom(7),
    portal: {
      user: async (userId) => userOf(userId),
      verifyPassword: async (_userId, password) => password === 'right',
      contacts: async (userId) => [{ id: 'mail', channel: 'email', address: `${userId}@mail.example` }],
      notify: async (message) => void notices.push(message),
      revokeSessions: async () => {},
    },
  });
  const host: MfaHost<Visit> = {
    currentUser: async ({ browser: { held } }) =>
      held && { userId: held.userId, user: userOf(held.userId), assurance: held },
    async raise({ browser }, assurance) {
      browser.held = assurance;
      return { kind: 'raised' };
    },
    async signOut({ browser }) {
      browser.held = undefined;
    },
  };
  const handle = createMfaHandler({ mfa, host, clock: clock.now });
  const handleDesk = createSupportHandler<string>({
    mfa,
    clock: clock.now,
    host: {
      authorise: async (staffId) => (staffId === '' ? undefined : { id: staffId }),
      may: async (staff, permission) => staff.id !== 'guest' || permission === 'see',
      findUser: async (query) => [{ userId: query, user: userOf(query), name: `Name of ${query}` }],
      userOf: async (userId) =>
        userId === 'nobody' ? undefined : { userId, user: userOf(userId), name: `Name of ${userId}` },
    },
  });
  const users = checkAgainst(openApiDocument());
  const staff = checkAgainst(supportOpenApiDocument());

  return {
    mfa,
    storage,
    clock,
    mailbox,
    notices,
    users,
    staff,
    open: () => visiting({ jar: new Map(), held: undefined }),
    async desk(method, path, body, staffId = 'sam') {
      const response = await handleDesk(
        requestOf(`https://desk.example/mfa-support/${path}`, method, body, {}),
        staffId,
      );
      return checked(staff, { method, path: `/mfa-support/${path}`, response });
    },
  };

  function visiting(browser: Cookies): VisitingBrowser {
    return {
      jar: browser.jar,
      copy: () => visiting({ jar: new Map(browser.jar), held: browser.held }),
      signedIn: () => browser.held !== undefined,
      async signIn(userId = 'anna') {
        const deviceToken = deviceTokenIn(cookieHeader(browser));
        const outcome = await mfa.beginSignIn({
          userId,
          user: userOf(userId),
          firstFactor: { method: 'password' },
          ...(deviceToken && { deviceToken }),
        });
        for (const line of signInCookies(outcome, {}, clock.now())) keep(browser, line);
        if (outcome.kind === 'complete') browser.held = outcome.assurance;
        return outcome.kind;
      },
      send: (request) => handle(request, { browser }),
      async call(method, path, body) {
        const request = requestOf(`${ORIGIN}/mfa/${path}`, method, body, { cookie: cookieHeader(browser) });
        const response = await handle(request, { browser });
        for (const line of response.headers.getSetCookie()) keep(browser, line);
        return checked(users, { method, path: `/mfa/${path}`, response });
      },
    };
  }
}

async function checked(
  { breachesOf }: DocumentCheck,
  exchanged: { readonly method: string; readonly path: string; readonly response: Response },
): Promise<Said> {
  const breaches = await breachesOf(exchanged);
  if (breaches.length > 0) throw new Error(breaches.join('\n'));
  const { status, headers } = exchanged.response;
  return { status, headers, body: await exchanged.response.json() };
}

function userOf(userId: string): User {
  return { accountName: userId, groups: userId === 'nora' ? ['new'] : [], risk: 'low' };
}

function requestOf(
  url: string,
  method: string,
  body: object | undefined,
  headers: Readonly<Record<string, string>>,
): Request {
  if (method === 'GET') return new Request(url, { headers });
  return new Request(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body === undefined ? {} : body),
  });
}

function keep({ jar }: Cookies, line: string): void {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
  if (value === '') jar.delete(name);
  else jar.set(name, value);
}

function cookieHeader({ jar }: Cookies): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}
