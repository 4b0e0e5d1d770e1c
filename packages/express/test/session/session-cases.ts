import { authenticatorFromUri, type Browser } from '@factorkit/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { type SessionPortal, type SessionPortalOptions, startSessionPortal } from './session-portal.ts';

interface Phone {
  readonly factorId: string;
  code(): string;
}

function logIn(browser: Browser, name = 'anna'): Promise<{ readonly json: object }> {
  return browser.post('/login', { name, password: `password of ${name}` });
}

/** Sets up an app over HTTP and waits for its next code. */
async function setUpApp({ clock }: SessionPortal, browser: Browser): Promise<Phone> {
  const { json } = await browser.post('/mfa/factors', { method: 'totp' });
  const { factorId, setup } = Object(json).enrolment;
  const app = authenticatorFromUri(setup.uri);
  const code = (): string => app.code(clock.now());
  const { status } = await browser.post(`/mfa/factors/${factorId}/confirm`, { response: code() });
  expect(status).toBe(200);
  clock.advance(60_000);
  return { factorId, code };
}

async function enterCode({ clock }: SessionPortal, browser: Browser, phone: Phone): Promise<object> {
  const body = { factorId: phone.factorId, response: phone.code() };
  const { json } = await browser.post('/mfa/challenge/verify', body);
  clock.advance(60_000);
  return json;
}

/** Who is signed in. */
async function who(browser: Browser): Promise<unknown> {
  return (await browser.get('/me')).json.who;
}

export type Open = () => Promise<SessionPortalOptions>;

async function start(open: Open): Promise<SessionPortal> {
  const portal = await startSessionPortal(await open());
  onTestFinished(() => portal.close());
  return portal;
}

/** What each kind of session has to do, over HTTP. */
export function sessionCases(open: Open): void {
  test('FE10 FB3 a set-up ends the other sessions, and gives this one a new id', async () => {
    const portal = await start(open);
    const [anna, elsewhere, bert] = [portal.browser(), portal.browser(), portal.browser()];
    await logIn(anna);
    await logIn(elsewhere);
    await logIn(bert, 'bert');
    const copy = anna.copy();
    await setUpApp(portal, anna);
    expect(await who(anna)).toBe('anna');
    expect(await who(copy)).toBeUndefined();
    expect(await who(elsewhere)).toBeUndefined();
    expect(await who(bert)).toBe('bert');
    const again = anna.copy();
    await anna.post('/logout');
    expect([await who(anna), await who(again)]).toEqual([undefined, undefined]);
  });

  test('FE10 a code is asked for, and a removal ends the other sessions', async () => {
    const portal = await start(open);
    const [anna, elsewhere] = [portal.browser(), portal.browser()];
    await logIn(anna);
    const phone = await setUpApp(portal, anna);
    expect((await logIn(elsewhere)).json).toEqual({ kind: 'challenge' });
    expect(await who(elsewhere)).toBeUndefined();
    expect(await enterCode(portal, elsewhere, phone)).toMatchObject({ kind: 'complete' });
    expect(await who(elsewhere)).toBe('anna');
    const removed = await elsewhere.send('DELETE', `/mfa/factors/${phone.factorId}`);
    expect(removed.json).toMatchObject({ kind: 'removed', sessions: { kind: 'revoked' } });
    expect([await who(elsewhere), await who(anna)]).toEqual(['anna', undefined]);
  });

  test('FE10 a sign-in ends the session that the browser had before', async () => {
    const portal = await start(open);
    const anna = portal.browser();
    await logIn(anna);
    const before = anna.copy();
    await logIn(anna, 'bert');
    expect([await who(anna), await who(before)]).toEqual(['bert', undefined]);
  });

  test.each(['signs out', 'is revoked'] as const)(
    'FB1 a session that %s while its password is checked stays ended',
    async (how) => {
      const portal = await start(open);
      const [anna, elsewhere] = [portal.browser(), portal.browser()];
      await logIn(anna);
      await logIn(elsewhere);
      const copy = elsewhere.copy();
      portal.duringPassword(() => (how === 'signs out' ? copy.post('/logout') : setUpApp(portal, anna)));
      const answer = await elsewhere.post('/mfa/reauthenticate', { password: 'password of anna' });
      expect([answer.status, answer.json]).toMatchObject([401, { code: 'no-session' }]);
      expect(await who(elsewhere)).toBeUndefined();
    },
  );

  test('FE10 a session ends with its lifetime, whatever is done in it', async () => {
    const portal = await start(open);
    const anna = portal.browser();
    await logIn(anna);
    portal.clock.advance(8 * 3_600_000 - 1);
    expect(await who(anna)).toBe('anna');
    portal.clock.advance(1);
    expect(await who(anna)).toBeUndefined();
  });
}

/** What sessions in a store have to do besides. */
export function storedSessionCases(open: Open): void {
  const page = async (browser: Browser): Promise<unknown> => (await browser.get('/page')).json;

  test('FE10 pages that read the session alone see its end; a step-up keeps the rest of it, a sign-in does not', async () => {
    const portal = await start(open);
    const [anna, elsewhere] = [portal.browser(), portal.browser()];
    await logIn(anna);
    await logIn(elsewhere);
    await anna.post('/cart', { item: 'lamp' });
    const copy = anna.copy();
    await setUpApp(portal, anna);
    expect(await page(anna)).toEqual({ who: 'anna', cart: 'lamp' });
    expect([await page(copy), await page(elsewhere)]).toEqual([{}, {}]);
    await logIn(anna, 'bert');
    expect(await page(anna)).toEqual({ who: 'bert' });
  });

  test('FB1 a session that ended stays ended where a request saves it afterwards', async () => {
    const portal = await start(open);
    const [anna, attacker] = [portal.browser(), portal.browser()];
    await logIn(anna);
    await logIn(attacker);
    const goOn = portal.holdCarts();
    const slow = attacker.post('/slow-cart', { item: 'lamp' });
    await setUpApp(portal, anna);
    goOn();
    await slow;
    expect([await who(attacker), await page(attacker)]).toEqual([undefined, {}]);
    const again = await attacker.post('/mfa/reauthenticate', { password: 'password of anna' });
    expect([again.status, again.json]).toMatchObject([401, { code: 'no-session' }]);
    expect([await who(attacker), await who(anna)]).toEqual([undefined, 'anna']);
  });

  test('FE10 a refused request is kept, and repeated once after the code', async () => {
    const portal = await start(open);
    const anna = portal.browser();
    await logIn(anna);
    const phone = await setUpApp(portal, anna);
    portal.clock.advance(10 * 60_000);
    const pay = () => anna.post('/payouts?from=DE01', { amount: 120 });
    const goOn = () => anna.get('/continue');
    expect((await pay()).headers.get('location')).toBe('/confirm');
    await anna.post('/mfa/reauthenticate', { intent: { kind: 'action', name: 'payout' } });
    expect((await goOn()).headers.get('location')).toBe('/confirm');
    expect(portal.paid).toEqual([]);
    expect(await enterCode(portal, anna, phone)).toMatchObject({ kind: 'complete' });
    const foreign = await fetch(`${portal.origin}/continue`, {
      headers: {
        'sec-fetch-site': 'cross-site',
        cookie: [...anna.cookies()].map((c) => c.join('=')).join('; '),
      },
      redirect: 'manual',
    });
    expect([foreign.headers.get('location'), portal.paid]).toEqual(['/start', []]);
    expect((await goOn()).json).toEqual({ kind: 'paid', query: { from: 'DE01' } });
    expect((await goOn()).headers.get('location')).toBe('/start');
    expect(portal.paid).toEqual([120]);
  });

  test('FE10 a kept request that waited too long is not repeated', async () => {
    const portal = await start(open);
    const anna = portal.browser();
    await logIn(anna);
    await anna.post('/payouts', { amount: 120 });
    await setUpApp(portal, anna);
    portal.clock.advance(10 * 60_000);
    expect((await anna.get('/continue')).headers.get('location')).toBe('/start');
  });
}
