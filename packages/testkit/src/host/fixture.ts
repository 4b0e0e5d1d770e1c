import type { JsonObject, Method } from '@factorkit/core';
import { type Authenticator, authenticatorFromUri } from '../authenticator.ts';
import { type Answer, type Browser, createBrowser } from '../browser.ts';
import { must } from '../contract.ts';
import type { HostHarness, TypedLogin } from './host.ts';
import { recordedFetch, type SentRequest, slowFetch } from './requests.ts';

/** An active app, and what its codes are worth: the one that confirmed it is spent. */
export interface AppInForce {
  readonly factorId: string;
  readonly phone: Authenticator;
  /** Those that came with the set-up, if any did. */
  readonly backupCodes: readonly string[];
  /** Whether the policy ended every session of the user with the set-up, this one too. */
  readonly endedAll: boolean;
  /** The body for `POST challenge/verify`, with the code of the next step. */
  next(): { readonly factorId: string; readonly response: string };
}

/** An app that is being set up. */
export interface AppToConfirm {
  readonly factorId: string;
  readonly phone: Authenticator;
  /** The body that confirms it. */
  now(): { readonly response: string };
  /** The body for `POST challenge/verify`, with the code of the next step. */
  next(): { readonly factorId: string; readonly response: string };
}

/** A portal, and what a case does with it. */
export interface HostFixture {
  readonly harness: HostHarness;
  readonly user: TypedLogin;
  readonly origin: string;
  /** Where the routes of Factorkit are. */
  readonly base: string;
  /** The portal, for requests that no browser of ours makes. */
  fetch(request: Request): Promise<Response> | Response;
  /** A browser that has been nowhere yet. */
  visitor(): Browser;
  /** Below the routes of Factorkit. */
  mfa(browser: Browser, method: string, path: string, body?: object): Promise<Answer>;
  isSignedIn(browser: Browser): Promise<boolean>;
  /** A browser in which the password was right, and the factor is asked for. */
  challenged(login?: TypedLogin): Promise<Browser>;
  advance(ms: number): Promise<void>;
  /** A browser in which the user signed in with the password alone. */
  signedIn(login?: TypedLogin): Promise<Browser>;
  /** Begins a set-up, after the password where that is asked for. */
  begin(browser: Browser, method: Method, login?: TypedLogin): Promise<Answer>;
  /** The app of a set-up that was begun; none where it was refused. */
  appIn(begun: JsonObject): readonly AppToConfirm[];
  /** Sets up an app in this browser's session, as the user, and acknowledges the backup codes where that completes it. */
  enrol(browser: Browser, login?: TypedLogin): Promise<AppInForce>;
  /** Signs in, sets up an app, and signs in with it where the set-up ended the session. */
  owner(login?: TypedLogin): Promise<{ readonly browser: Browser; readonly app: AppInForce }>;
  /** The requests that this action sends, as a page of another site could learn them. */
  recorded(act: (browser: Browser) => Promise<unknown>): Promise<readonly SentRequest[]>;
  /** A browser with the same cookies whose bodies end only when told. */
  slow(browser: Browser): SlowBrowser;
}

export interface SlowBrowser {
  readonly browser: Browser;
  /** Resolves once the portal reads a body that does not end yet. */
  arrived(): Promise<void>;
  /** Ends the bodies. */
  finish(): void;
}

/** How far a step of a TOTP goes. */
const STEP_MS = 30_000;

export function createHostFixture(harness: HostHarness): HostFixture {
  const { basePath = '/mfa', clock = Date.now, user } = harness;
  const fetchOf = harness.fetch ?? ((request: Request) => globalThis.fetch(request));
  const place = { ...(harness.origin !== undefined && { origin: harness.origin }), clock: Date.now };
  const visitor = (): Browser => createBrowser({ ...place, fetch: fetchOf });

  const mfa: HostFixture['mfa'] = (browser, method, path, body) =>
    browser.send(method, `${basePath}/${path}`, body);

  const begin: HostFixture['begin'] = async (browser, method, { password } = user) => {
    const begun = await mfa(browser, 'POST', 'factors', { method });
    if (begun.json?.code !== 'proof-required') return begun;
    await mfa(browser, 'POST', 'reauthenticate', { password });
    return mfa(browser, 'POST', 'factors', { method });
  };

  const appIn = (begun: JsonObject): readonly AppToConfirm[] => {
    const { factorId, setup } = Object(begun?.enrolment);
    if (typeof setup?.uri !== 'string') return [];
    const phone = authenticatorFromUri(setup.uri);
    const now = clock();
    return [
      {
        factorId,
        phone,
        now: () => ({ response: phone.code(now) }),
        next: () => ({ factorId, response: phone.code(Math.max(clock(), now + STEP_MS)) }),
      },
    ];
  };

  const challenged: HostFixture['challenged'] = async (login = user) => {
    const browser = visitor();
    await harness.signIn(browser, login);
    must(
      (await mfa(browser, 'GET', 'account')).status !== 200,
      'the password alone does not sign in where a factor is enrolled',
    );
    return browser;
  };

  const signedIn: HostFixture['signedIn'] = async (login = user) => {
    const browser = visitor();
    await harness.signIn(browser, login);
    must(
      (await mfa(browser, 'GET', 'account')).status === 200,
      'the user of the harness signs in with the password alone',
    );
    return browser;
  };

  const enrol: HostFixture['enrol'] = async (browser, login = user) => {
    const [app] = appIn((await begin(browser, 'totp', login)).json);
    must(app !== undefined, 'a signed-in user may set up an authenticator app');
    const confirmed = await mfa(browser, 'POST', `factors/${app.factorId}/confirm`, app.now());
    must(confirmed.status === 200, 'the code of the app confirms it');
    const completed =
      confirmed.json?.kind === 'acknowledge'
        ? await mfa(browser, 'POST', 'backup-codes/acknowledge', { factorId: app.factorId })
        : confirmed;
    must(completed.status === 200, 'backup codes are acknowledged by who got them');
    const { factorId, phone, next } = app;
    const backupCodes: readonly string[] = Object(confirmed.json).backupCodes ?? [];
    return { factorId, phone, next, backupCodes, endedAll: Object(completed.json).sessions?.scope === 'all' };
  };

  return {
    harness,
    user,
    origin: harness.origin ?? 'https://portal.example.com',
    base: basePath,
    fetch: fetchOf,
    appIn,
    visitor,
    mfa,
    begin,
    isSignedIn: async (browser) => (await mfa(browser, 'GET', 'account')).status === 200,
    challenged,
    async advance(ms) {
      must(harness.advance !== undefined, 'a harness with a clock turns it');
      await harness.advance(ms);
    },
    signedIn,
    enrol,
    async owner(login) {
      const browser = await signedIn(login);
      const app = await enrol(browser, login);
      if (!app.endedAll) return { browser, app };
      const again = await challenged(login);
      const verified = await mfa(again, 'POST', 'challenge/verify', app.next());
      must(verified.status === 200, 'a code signs in');
      return { browser: again, app };
    },
    async recorded(act) {
      const { fetch, sent } = recordedFetch(fetchOf);
      await act(createBrowser({ ...place, fetch }));
      return sent;
    },
    slow(browser) {
      const { fetch, ...rest } = slowFetch(fetchOf);
      return { browser: browser.copy({ fetch }), ...rest };
    },
  };
}
