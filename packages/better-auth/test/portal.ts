import { DatabaseSync } from 'node:sqlite';
import { totp } from '@factorkit/core';
import { type Policy, presetS1 } from '@factorkit/core/policy';
import {
  type Answer,
  authenticatorFromUri,
  type Browser,
  createBrowser,
  createTestPorts,
  type FakeClock,
} from '@factorkit/testkit';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { type BetterAuthMfa, type BetterAuthMfaOptions, createBetterAuthMfa } from '../src/index.ts';

export const ORIGIN = 'https://portal.example.com';

export const policy: Policy = {
  ...presetS1,
  recovery: [],
  rules: [{ id: 'pay', actions: { payout: { of: ['totp'], maxAge: '5m', live: true } } }],
};

/** A portal on better-auth and SQLite, called without a server. */
export interface Portal extends BetterAuthMfa {
  readonly auth: ReturnType<typeof betterAuth>;
  readonly database: DatabaseSync;
  readonly clock: FakeClock;
  /** What better-auth sent last: a URL, a code or a token. */
  lastMail(): string;
  readonly errors: unknown[];
  browser(): Browser;
}

/** better-auth without its log, and with passwords that are not hashed slowly. */
export const quiet: BetterAuthOptions = {
  baseURL: ORIGIN,
  secret: 'a secret of the tests that is long enough',
  telemetry: { enabled: false },
  logger: { disabled: true },
  emailAndPassword: {
    enabled: true,
    password: {
      hash: async (password) => `hash of ${password}`,
      verify: async ({ hash, password }) => hash === `hash of ${password}`,
    },
  },
};

export interface PortalOptions extends Partial<BetterAuthMfaOptions> {
  /** Added to better-auth's options. */
  readonly betterAuth?: (parts: { readonly mail: string[] }) => BetterAuthOptions;
}

export async function startPortal({ betterAuth: own, ...given }: PortalOptions = {}): Promise<Portal> {
  // better-auth has its own clock.
  const { ports, clock } = createTestPorts({ nowMs: Date.now() });
  const errors: unknown[] = [];
  const mail: string[] = [];
  const factorkit = createBetterAuthMfa({
    ...ports,
    issuer: 'Test Portal',
    methods: [totp()],
    policy,
    challengePage: '/second-step',
    onError: (error) => errors.push(error),
    ...given,
  });
  const database = new DatabaseSync(':memory:');
  const { plugins = [], ...added } = own?.({ mail }) ?? {};
  const options: BetterAuthOptions = {
    database,
    ...quiet,
    ...added,
    advanced: { disableOriginCheck: false, ...added.advanced },
    emailAndPassword: { enabled: true, ...quiet.emailAndPassword, ...added.emailAndPassword },
    plugins: [factorkit.plugin, ...plugins],
  };
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const auth = betterAuth(options);
  return {
    ...factorkit,
    ...{ auth, database, clock, errors },
    lastMail: () => mail.at(-1) ?? '',
    browser: () => createBrowser({ origin: ORIGIN, fetch: auth.handler }),
  };
}

export const PASSWORD = 'correct horse battery';

export interface Member {
  readonly id: string;
  readonly email: string;
}

/** Signs up. The policies of the tests leave the second factor to the user, so this is a sign-in. */
export async function signUp(browser: Browser, email: string): Promise<Member> {
  const { json, status } = await browser.post<{ readonly user: { readonly id: string } }>(
    '/api/auth/sign-up/email',
    {
      email,
      password: PASSWORD,
      name: 'Anna',
    },
  );
  if (status !== 200) throw new Error(`the sign-up answered ${status}`);
  return { id: json.user.id, email };
}

export function signIn(browser: Browser, email: string, password: string = PASSWORD): Promise<Answer> {
  return browser.post('/api/auth/sign-in/email', { email, password });
}

export interface Phone {
  readonly factorId: string;
  code(): string;
}

/** Sets up an app over HTTP and waits for its next code. */
export async function setUpApp({ clock }: Portal, browser: Browser): Promise<Phone> {
  const begun = await browser.post('/api/auth/mfa/factors', { method: 'totp' });
  const factorId = begun.at('enrolment.factorId');
  const app = authenticatorFromUri(begun.at('enrolment.setup.uri'));
  const code = (): string => app.code(clock.now());
  const { status } = await browser.post(`/api/auth/mfa/factors/${factorId}/confirm`, { response: code() });
  if (status !== 200) throw new Error(`the set-up answered ${status}`);
  clock.advance(30_000);
  return { factorId, code };
}

export function enterCode({ clock }: Portal, browser: Browser, { factorId, code }: Phone): Promise<Answer> {
  clock.advance(30_000);
  return browser.post('/api/auth/mfa/challenge/verify', { factorId, response: code() });
}

/** Who is signed in. */
export async function who(browser: Browser): Promise<string | undefined> {
  const { json } = await browser.get<{ readonly user: { readonly email: string } } | null>(
    '/api/auth/get-session',
  );
  return json?.user.email;
}
