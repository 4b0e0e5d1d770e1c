import { type Browser, createBrowser } from '@factorkit/testkit';
import { admin, bearer, multiSession } from 'better-auth/plugins';
import { describe, expect, test } from 'vitest';
import { enterCode, ORIGIN, PASSWORD, policy, setUpApp, signIn, signUp, startPortal, who } from './portal.ts';

const anna = 'anna@example.com';

function tokenOf(browser: Browser): string {
  return (
    decodeURIComponent(browser.cookies().get('__Secure-better-auth.session_token') ?? '').split('.')[0] ?? ''
  );
}

function requestOf(browser: Browser): Request {
  const cookie = [...browser.cookies()].map(([name, value]) => `${name}=${value}`).join('; ');
  return new Request(ORIGIN, { headers: { cookie } });
}

describe('FE8 the session', () => {
  test('FE8 FB3 a set-up ends the other sessions and gives this one a new token', async () => {
    const portal = await startPortal();
    const [browser, elsewhere, bert] = [portal.browser(), portal.browser(), portal.browser()];
    await signUp(browser, anna);
    await signUp(bert, 'bert@example.com');
    await signIn(elsewhere, anna);
    const copy = browser.copy();
    await setUpApp(portal, browser);
    expect(await who(browser)).toBe(anna);
    expect(await who(copy)).toBeUndefined();
    expect(await who(elsewhere)).toBeUndefined();
    expect(await who(bert)).toBe('bert@example.com');
    const rows = portal.database.prepare('SELECT userId FROM session').all();
    expect(rows).toHaveLength(2);
  });

  test('FE8 sign-out ends it, also for a copy', async () => {
    const portal = await startPortal();
    const browser = portal.browser();
    await signUp(browser, anna);
    const copy = browser.copy();
    await browser.post('/api/auth/sign-out');
    expect([await who(browser), await who(copy)]).toEqual([undefined, undefined]);
  });

  test('FE8 one that began before Factorkit was installed is signed out', async () => {
    const portal = await startPortal();
    const browser = portal.browser();
    await signUp(browser, anna);
    portal.database.prepare('UPDATE session SET assurance = NULL, securityStamp = NULL').run();
    expect(await who(browser)).toBeUndefined();
  });

  test('FE8 it ends after its lifetime, although better-auth extends it', async () => {
    const portal = await startPortal({ lifetimeSeconds: 3600 });
    const browser = portal.browser();
    await signUp(browser, anna);
    portal.clock.advance(3599_000);
    expect(await who(browser)).toBe(anna);
    portal.clock.advance(1000);
    expect(await who(browser)).toBeUndefined();
  });

  test('FE8 better-auth extends it with the assurance', async () => {
    const portal = await startPortal();
    const browser = portal.browser();
    await signUp(browser, anna);
    await setUpApp(portal, browser);
    const soon = new Date(Date.now() + 3600_000).toISOString();
    portal.database.prepare('UPDATE session SET expiresAt = ?').run(soon);
    expect(await who(browser)).toBe(anna);
    const row = portal.database.prepare('SELECT expiresAt, assurance FROM session').get();
    expect(String(row?.expiresAt) > soon).toBe(true);
    expect(JSON.parse(String(row?.assurance))).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] });
  });

  test('FE8 no request can set the assurance', async () => {
    const portal = await startPortal();
    const browser = portal.browser();
    await signUp(browser, anna);
    const { json } = await browser.get<{ session: { assurance: object } }>('/api/auth/get-session');
    const before = portal.database.prepare('SELECT assurance, securityStamp FROM session').get();
    for (const path of ['update-session', 'update-user', 'sign-in/email', 'sign-up/email']) {
      await browser.post(`/api/auth/${path}`, {
        ...{ email: 'x@example.com', password: PASSWORD, name: 'X' },
        assurance: { ...json.session.assurance, level: 'multi-factor' },
        securityStamp: 'stamp',
        mfaEnrolled: true,
      });
    }
    expect(portal.database.prepare('SELECT assurance, securityStamp FROM session').get()).toEqual(before);
    expect(portal.database.prepare('SELECT mfaEnrolled FROM user').get()).toEqual({ mfaEnrolled: 0 });
  });

  test('FE8 a session row moved to another user signs nobody in', async () => {
    const portal = await startPortal();
    const browser = portal.browser();
    await signUp(browser, anna);
    const bert = await signUp(portal.browser(), 'bert@example.com');
    portal.database.prepare('UPDATE session SET userId = ?').run(bert.id);
    expect(await who(browser)).toBeUndefined();
  });

  test('FE8 a sign-in that was not to be remembered stays so after the code', async () => {
    const portal = await startPortal();
    const browser = portal.browser();
    await signUp(browser, anna);
    const phone = await setUpApp(portal, browser);
    const elsewhere = portal.browser();
    await elsewhere.post('/api/auth/sign-in/email', { email: anna, password: PASSWORD, rememberMe: false });
    const { headers } = await enterCode(portal, elsewhere, phone);
    const line = headers.getSetCookie().find((cookie) => cookie.includes('session_token=')) ?? '';
    expect(line).not.toMatch(/max-age/i);
    expect(await who(elsewhere)).toBe(anna);
  });

  test('FE8 the callback URL of the sign-in comes back with the completed challenge, once', async () => {
    const portal = await startPortal();
    const browser = portal.browser();
    await signUp(browser, anna);
    const phone = await setUpApp(portal, browser);
    const elsewhere = portal.browser();
    await elsewhere.post('/api/auth/sign-in/email', {
      email: anna,
      password: PASSWORD,
      callbackURL: '/orders',
    });
    const { json } = await enterCode(portal, elsewhere, phone);
    expect(json).toMatchObject({ kind: 'complete', session: { url: '/orders' } });
    await signIn(elsewhere, anna);
    expect((await enterCode(portal, elsewhere, phone)).json).not.toHaveProperty('session');
  });

  test('FE8 an API client gets the token of the challenge in the body, and then its bearer token', async () => {
    const portal = await startPortal({ betterAuth: () => ({ plugins: [bearer()] }) });
    const browser = portal.browser();
    await signUp(browser, anna);
    const phone = await setUpApp(portal, browser);
    const app = async (path: string, body: object, headers = {}): Promise<Response> =>
      portal.auth.handler(
        new Request(`${ORIGIN}/api/auth/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        }),
      );
    const begun = await app(
      'sign-in/email',
      { email: anna, password: PASSWORD },
      { 'factorkit-step-up': 'body' },
    );
    const { mfa } = (await begun.json()) as { readonly mfa: { readonly token: string } };
    portal.clock.advance(30_000);
    const answer = { token: mfa.token, factorId: phone.factorId, response: phone.code() };
    const verified = await app('mfa/challenge/verify', answer);
    const bearerToken = verified.headers.get('set-auth-token');
    const authorization = `Bearer ${bearerToken}`;
    const session = await portal.auth.api.getSession({ headers: new Headers({ authorization }) });
    expect(session?.user.email).toBe(anna);
    const account = await portal.auth.handler(
      new Request(`${ORIGIN}/api/auth/mfa/account`, { headers: { authorization } }),
    );
    expect(await account.json()).toMatchObject({ enabled: true });
  });
});

describe('FE8 several sessions in a browser', () => {
  test('FE8 FB3 sessions that Factorkit ended are not among them', async () => {
    const portal = await startPortal({ betterAuth: () => ({ plugins: [multiSession()] }) });
    const [browser, elsewhere] = [portal.browser(), portal.browser()];
    const bert = await signUp(browser, 'bert@example.com');
    await signUp(browser, anna);
    await signIn(elsewhere, 'bert@example.com');
    const list = async (): Promise<unknown> =>
      (
        await browser.get<readonly { user: { email: string } }[]>(
          '/api/auth/multi-session/list-device-sessions',
        )
      ).json.map(({ user }) => user.email);
    expect(await list()).toEqual(expect.arrayContaining([anna, 'bert@example.com']));
    // A request that ran meanwhile writes the row back: only the stamp has ended the session.
    const rows = portal.database.prepare('SELECT * FROM session').all();
    await setUpApp(portal, elsewhere);
    portal.database.prepare('DELETE FROM session WHERE userId = ?').run(bert.id);
    for (const row of rows.filter(({ userId }) => userId === bert.id)) {
      const columns = Object.keys(row);
      portal.database
        .prepare(`INSERT INTO session (${columns}) VALUES (${columns.map(() => '?')})`)
        .run(...Object.values(row));
    }
    expect(await list()).toEqual([anna]);
  });
});

describe('FE8 step-up', () => {
  test('FE8 a guard asks for fresh proof, and the step-up keeps the session', async () => {
    const portal = await startPortal();
    const browser = portal.browser();
    await signUp(browser, anna);
    const phone = await setUpApp(portal, browser);
    portal.clock.advance(10 * 60_000);
    const payout = portal.guard({ action: 'payout' });
    const ask = () => payout(requestOf(browser));
    expect((await payout(requestOf(portal.browser()))).kind).toBe('refused');
    const refused = await ask();
    expect(refused).toMatchObject({ kind: 'refused', refused: { kind: 'insufficient' } });
    await browser.post('/api/auth/mfa/reauthenticate', { intent: { kind: 'action', name: 'payout' } });
    const copy = browser.copy();
    const before = tokenOf(browser);
    expect((await enterCode(portal, browser, phone)).json).toMatchObject({ kind: 'complete' });
    expect((await ask()).kind).toBe('pass');
    expect(tokenOf(browser)).not.toBe(before);
    expect(await who(copy)).toBeUndefined();
    expect(portal.database.prepare('SELECT count(*) AS n FROM session').get()).toEqual({ n: 1 });
  });

  test('FE8 two step-ups at once: one session, not two', async () => {
    const portal = await startPortal();
    const browser = portal.browser();
    await signUp(browser, anna);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        browser.copy().post('/api/auth/mfa/reauthenticate', { password: PASSWORD }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
  });

  test('FE8 a step-up that was overtaken by another raises nothing', async () => {
    const portal = await startPortal();
    const browser = portal.browser();
    await signUp(browser, anna);
    const visits = [1, 2].map(() => ({ request: requestOf(browser), headers: new Headers() }));
    const signedIn = await Promise.all(visits.map((visit) => portal.host.currentUser(visit)));
    const raise = async (index: number): Promise<unknown> => {
      const visit = visits[index];
      const session = signedIn[index];
      if (visit === undefined || session === undefined) throw new Error('nobody is signed in');
      const { assurance, sessionId = '' } = session;
      return portal.host.raise(visit, assurance, { replaces: sessionId });
    };
    expect(await raise(0)).toEqual({ kind: 'raised' });
    expect(await raise(1)).toEqual({ kind: 'session-ended' });
    expect(visits[1]?.headers.getSetCookie()).toEqual([]);
  });

  test('FE8 the host works for pages of the portal, outside of the handler', async () => {
    const portal = await startPortal();
    const browser = portal.browser();
    await signUp(browser, anna);
    const visit = { request: requestOf(browser), headers: new Headers() };
    const signedIn = await portal.host.currentUser(visit);
    expect(signedIn).toMatchObject({ user: { accountName: anna } });
    if (signedIn === undefined) return;
    const { sessionId = '', assurance } = signedIn;
    const raised = await portal.host.raise(visit, assurance, { replaces: sessionId });
    expect(raised).toEqual({ kind: 'raised' });
    expect(await who(browser)).toBeUndefined();
    const next = createBrowser({ origin: ORIGIN, fetch: portal.auth.handler });
    const [line = ''] = visit.headers.getSetCookie();
    const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? [];
    next.setCookie(name, value);
    expect(await who(next)).toBe(anna);
    await portal.host.signOut({ request: requestOf(next), headers: new Headers() });
    expect(await who(next)).toBeUndefined();
  });
});

describe('FE8 the password', () => {
  const ending = { ...policy, on: [{ event: 'password.changed', do: ['revoke-other-sessions'] }] } as const;

  for (const revokeOtherSessions of [false, true]) {
    test(`FE8 a change keeps this session and ends the others (revokeOtherSessions: ${revokeOtherSessions})`, async () => {
      const portal = await startPortal({ policy: ending });
      const [browser, elsewhere] = [portal.browser(), portal.browser()];
      await signUp(browser, anna);
      const phone = await setUpApp(portal, browser);
      await signIn(elsewhere, anna);
      await enterCode(portal, elsewhere, phone);
      const copy = browser.copy();
      const newPassword = 'another horse battery';
      const change = { currentPassword: PASSWORD, newPassword, revokeOtherSessions };
      const { status } = await browser.post('/api/auth/change-password', change);
      expect(status).toBe(200);
      expect(await who(browser)).toBe(anna);
      expect([await who(copy), await who(elsewhere)]).toEqual([undefined, undefined]);
      const { json } = await browser.get<{ session: object }>('/api/auth/get-session');
      expect(json.session).toMatchObject({ assurance: { amr: ['pwd', 'otp', 'mfa'] } });
    });
  }

  test('FE8 a change ends the trust in browsers and the challenges that wait', async () => {
    const portal = await startPortal({
      policy: { ...policy, trustedDevices: { for: '7d' } },
      betterAuth: ({ mail }) => ({
        emailAndPassword: { enabled: true, sendResetPassword: async ({ token }) => void mail.push(token) },
      }),
    });
    const browser = portal.browser();
    const { id } = await signUp(browser, anna);
    const phone = await setUpApp(portal, browser);
    const trusted = portal.browser();
    await signIn(trusted, anna);
    portal.clock.advance(30_000);
    await trusted.post('/api/auth/mfa/challenge/verify', {
      ...{ factorId: phone.factorId, response: phone.code() },
      trustDevice: true,
    });
    await trusted.post('/api/auth/sign-out');
    expect((await signIn(trusted, anna)).json).not.toHaveProperty('mfa');
    await trusted.post('/api/auth/sign-out');
    const waiting = portal.browser();
    await signIn(waiting, anna);
    await browser.post('/api/auth/request-password-reset', { email: anna, redirectTo: '/reset' });
    const newPassword = 'another horse battery';
    await browser.post('/api/auth/reset-password', { token: portal.lastMail(), newPassword });
    expect((await signIn(trusted, anna, newPassword)).json).toMatchObject({ mfa: { kind: 'challenge' } });
    expect((await enterCode(portal, waiting, phone)).json).toMatchObject({ code: 'superseded' });
    const { events } = await portal.mfa.readEvents({ userId: id, limit: 100 });
    expect(events.map(({ type }) => type)).toContain('password.changed');
  });
});

describe('FE8 users', () => {
  test('FE8 a deleted user leaves nothing', async () => {
    const portal = await startPortal({ betterAuth: () => ({ user: { deleteUser: { enabled: true } } }) });
    const browser = portal.browser();
    const { id } = await signUp(browser, anna);
    await setUpApp(portal, browser);
    expect(portal.database.prepare('SELECT mfaEnrolled FROM user').get()).toEqual({ mfaEnrolled: 1 });
    await browser.post('/api/auth/delete-user', { password: PASSWORD });
    expect(await who(browser)).toBeUndefined();
    expect(await portal.mfa.securityStamp({ userId: id })).toBe('0');
    expect(await portal.mfa.exportAccount({ userId: id })).toMatchObject({ factors: [] });
  });

  test('FE8 a store that has lost the account lets nobody in', async () => {
    const portal = await startPortal();
    const browser = portal.browser();
    const { id } = await signUp(browser, anna);
    await setUpApp(portal, browser);
    await portal.mfa.eraseAccount({ userId: id });
    portal.database.prepare('UPDATE user SET mfaEnrolled = 1').run();
    const elsewhere = portal.browser();
    expect((await signIn(elsewhere, anna)).status).toBe(503);
    expect(await who(elsewhere)).toBeUndefined();
    expect(
      portal.database.prepare('SELECT count(*) AS n FROM session WHERE assurance IS NULL').get(),
    ).toEqual({ n: 0 });
  });

  test('FE8 an administrator cannot start a session for a user', async () => {
    const portal = await startPortal({ betterAuth: () => ({ plugins: [admin()] }) });
    const [browser, bert] = [portal.browser(), portal.browser()];
    await signUp(browser, anna);
    const user = await signUp(bert, 'bert@example.com');
    portal.database.prepare("UPDATE user SET role = 'admin' WHERE email = ?").run(anna);
    const { status, json } = await browser.post('/api/auth/admin/impersonate-user', { userId: user.id });
    expect([status, json.code]).toEqual([403, 'MFA_IMPERSONATION']);
    expect(await who(browser)).toBe(anna);
  });

  test('FE8 a policy that requires a factor lets a new user set one up before the first session', async () => {
    const portal = await startPortal({
      policy: { ...policy, rules: [{ id: 'all', enrol: { of: ['totp'] }, signIn: { of: ['totp'] } }] },
    });
    const browser = portal.browser();
    const { json } = await browser.post('/api/auth/sign-up/email', {
      email: anna,
      password: PASSWORD,
      name: 'Anna',
    });
    expect(json).toEqual({ mfa: { kind: 'enrol' }, redirect: true, url: '/second-step' });
    expect(await who(browser)).toBeUndefined();
    await setUpApp(portal, browser);
    expect(await who(browser)).toBe(anna);
  });
});
