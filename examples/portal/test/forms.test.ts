import { functionDelivery } from '@factorkit/core';
import { authenticatorFromUri, type Browser, createBrowser, type HostHarness } from '@factorkit/testkit';
import { expect, onTestFinished, test } from 'vitest';
import type { Brand } from '../src/brands/brand.ts';
import { milldrum } from '../src/brands/milldrum.ts';
import { northquay } from '../src/brands/northquay.ts';
import { tarnfield } from '../src/brands/tarnfield.ts';
import { openPortalHarness, type PortalHarness } from './host-harness.ts';
import { openPortal } from './open-portal.ts';

const FORM = 'application/x-www-form-urlencoded';

const isIn = async (browser: Browser, brand: Brand): Promise<boolean> =>
  (await browser.get(`/${brand.id}/home`)).status === 200;

test('FB8 a stranger who guesses a password every 31 seconds locks nobody out', async () => {
  const { user, signIn, visitor, time } = await openPortal(northquay);
  const stranger = visitor();
  for (let guess = 0; guess < 20; guess += 1) {
    time.advance(31_000);
    await signIn(stranger, { ...user, password: 'guessed' });
  }
  // At once after a guess, from the same address, in a browser that nobody knows.
  const owner = visitor();
  await signIn(owner, user);
  expect(await isIn(owner, northquay)).toBe(true);
});

test('FB8 many guesses at once are slowed down, and a browser that the owner knows passes', async () => {
  const { user, signIn, visitor } = await openPortal(northquay);
  const known = visitor();
  await signIn(known, user);
  await known.submit('/s1/home', {}, '/s1/sign-out');
  expect(await isIn(known, northquay)).toBe(false);

  const stranger = visitor();
  const statuses: number[] = [];
  for (let guess = 0; guess < 30; guess += 1) {
    const answer = await stranger.submit('/s1/sign-in', { userName: user.name, password: `guess ${guess}` });
    statuses.push(answer.status);
  }
  expect(statuses.filter((status) => status === 422)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(25);

  await signIn(known, user);
  expect(await isIn(known, northquay)).toBe(true);
  // The cookie of another user's browser does not count.
  const other = known.copy();
  await other.submit('/s1/home', {}, '/s1/sign-out');
  const [, bashir] = northquay.people;
  for (let guess = 0; guess < 5; guess += 1) {
    await signIn(visitor(), { name: bashir?.userName ?? '', password: 'guessed' });
  }
  await signIn(other, { name: bashir?.userName ?? '', password: bashir?.password ?? '' });
  expect(await isIn(other, northquay)).toBe(false);
});

test('FB9 the session and the challenge are of one user, or the identity form goes nowhere', async () => {
  const { origin, signIn, visitor, mailbox, basePath, clock, user, time } = await openPortal(tarnfield);
  const [greta, hugo] = tarnfield.people.map(({ userName, password }) => ({ name: userName, password }));
  if (greta === undefined || hugo === undefined) throw new Error('two people are needed');
  expect(greta.name).toBe(user.name);
  for (const login of [greta, hugo]) {
    await enrolApp({ browser: visitor(), login, signIn, basePath, clock });
    time.advance(60_000);
  }
  const [hers, his] = [visitor(), visitor()];
  await signIn(hers, greta);
  await signIn(his, hugo);
  const form = { fullName: 'Greta Lind', reach: '+447700900231', lost: 'all of it' };

  // Her session, and the challenge of his tab.
  const mixed = new Map([...hers.cookies(), ['s3-challenge', his.cookies().get('s3-challenge') ?? '']]);
  const cookie = [...mixed].map((pair) => pair.join('=')).join('; ');
  const page = await (await fetch(`${origin}/s3/sign-in/identity-form`, { headers: { cookie } })).text();
  const _csrf = /name="_csrf" value="([^"]*)"/.exec(page)?.[1] ?? '';
  const response = await fetch(`${origin}/s3/sign-in/identity-form`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, 'content-type': FORM },
    body: new URLSearchParams({ ...form, _csrf }),
  });
  expect(response.headers.get('location')).toBe('/s3/sign-in');
  expect(mailbox.messages(tarnfield.supportAddress)).toEqual([]);

  await hers.submit('/s3/sign-in/identity-form', form);
  const sent = mailbox.messages(tarnfield.supportAddress);
  expect(sent.map(({ subject }) => subject)).toEqual([expect.stringContaining('greta')]);
});

test('FB11 a form that is too large or cannot be read is answered with its status', async () => {
  const { origin } = await openPortal(northquay);
  const send = async (body: string, headers: Record<string, string> = {}): Promise<number> => {
    const init = { method: 'POST', body, headers: { 'content-type': FORM, ...headers } };
    return (await fetch(`${origin}/s1/sign-in`, init)).status;
  };
  expect(await send(`userName=${'a'.repeat(40_000)}`)).toBe(413);
  expect(await send('a=1&a=2')).toBe(415);
  expect(await send('a=1', { 'content-encoding': 'odd' })).toBe(415);
  expect(await send('a=1', { 'content-encoding': 'gzip' })).toBe(415);
  expect(await send('a=1', { 'content-type': `${FORM}; charset=odd` })).toBe(415);
});

test('FB11 a form that is sent twice lands where the first one did', async () => {
  const { user, signIn, visitor, basePath, clock, time } = await openPortal(northquay);
  const fields = { userName: user.name, password: user.password };
  const twice = async (
    browser: Browser,
    page: string,
    given: Readonly<Record<string, string>>,
  ): Promise<{ readonly again: Browser; readonly _csrf: string }> => {
    const again = browser.copy();
    // Both with the same page, as a double click sends them.
    const _csrf = /name="_csrf" value="([^"]*)"/.exec((await browser.get(page)).text)?.[1] ?? '';
    const [first, second] = await Promise.all(
      [browser, again].map((each) => each.submit('/nowhere', { ...given, _csrf }, page)),
    );
    expect([first?.status, second?.status]).toEqual([303, 303]);
    expect(second?.headers.get('location')).toBe(first?.headers.get('location'));
    return { again, _csrf };
  };
  const browser = visitor();
  await browser.get('/s1/sign-in');
  await twice(browser, '/s1/sign-in', fields);
  expect(await isIn(browser, northquay)).toBe(true);

  const next = await enrolApp({ browser: visitor(), login: user, signIn, basePath, clock });
  time.advance(30_000);
  const challenged = visitor();
  await signIn(challenged, user);
  const { factorId, code } = next();
  const { again, _csrf } = await twice(challenged, '/s1/sign-in/code', { factorId, code });
  expect(await isIn(challenged, northquay)).toBe(true);
  // One code opens one session: the second gets none of the first one's cookies, however often it tries.
  const back = await again.submit('/nowhere', { factorId, code, _csrf }, '/s1/sign-in/code');
  expect([back.status, back.headers.get('location')]).toEqual([303, '/s1/home']);
  expect(await isIn(again, northquay)).toBe(false);
});

test('A-1 a proof that one form asked for sends no other form on', async () => {
  const { user, signIn, visitor, basePath, clock, time } = await openPortal(milldrum);
  const answers = await enrolApp({ browser: visitor(), login: user, signIn, basePath, clock });
  const owner = visitor();
  time.advance(60_000);
  await signIn(owner, user);
  await owner.submit('/s0/sign-in/code', answers());
  time.advance(6 * 60_000);
  const change = async (browser: Browser, iban: string): Promise<string> => {
    const answer = await browser.submit('/s0/payment-account/change', { holder: 'Helena Novak', iban });
    return answer.headers.get('location') ?? '';
  };
  const attacker = owner.copy();
  const asked = await change(owner, 'NL91ABNA0417164300');
  await owner.get(asked);
  const planted = await change(attacker, 'GB33BUKB20201555555555');
  expect(planted).not.toBe(asked);
  // What waits is in the browser that sent it: with the other's page nothing goes on.
  const code = (place: string): string => place.replace('/confirm', '/confirm/code');
  const tried = await owner.submit('/s0/payment-account/change', answers(), code(planted));
  expect(tried.headers.get('location')).toBe('/s0/security');
  expect((await owner.get('/s0/payment-account')).text).toContain('•••• 3000');
  // With its own it does, as the owner filled it in.
  const proved = await owner.submit(asked, answers(), code(asked));
  const place = proved.headers.get('location') ?? '';
  expect(place).toContain('/s0/confirm/go-on');
  await owner.get(place);
  expect((await owner.get('/s0/payment-account')).text).toContain('•••• 4300');
});

test('A-4 a code that another window asked for is not said to work here', async () => {
  const { user, signIn, visitor, mailbox, time } = await openPortal(milldrum);
  const owner = visitor();
  await signIn(owner, user);
  await owner.submit('/s0/sign-in/enrol/add/email', { label: 'Email' });
  const sent = (): string =>
    /\b\d{6}\b/.exec(mailbox.messages('helena@example.com').at(-1)?.text ?? '')?.[0] ?? '';
  await owner.submit('/s0/sign-in/enrol/set-up', { code: sent() });
  time.advance(60_000);
  const [first, second] = [visitor(), visitor()];
  await signIn(first, user);
  await signIn(second, user);
  await first.submit('/s0/sign-in/code', {}, '/s0/sign-in/send');
  const refused = await second.follow(await second.submit('/s0/sign-in/code', {}, '/s0/sign-in/send'));
  expect(refused.status).toBe(429);
  expect(refused.text).toContain('works only in the window in which it was asked for');
  expect(refused.text).not.toContain('The last one still works');
  // In the window that asked for it, it does.
  const again = await first.follow(await first.submit('/s0/sign-in/code', {}, '/s0/sign-in/send'));
  expect(again.text).toContain('The last one still works');
  await first.submit('/s0/sign-in/code', { code: sent() });
  expect((await first.get('/s0/home')).status).toBe(200);
});

interface Enrolling extends Pick<PortalHarness, 'signIn' | 'basePath' | 'clock'> {
  readonly browser: Browser;
  readonly login: HostHarness['user'];
}

/** Sets up an app after the password; gives what answers the next challenge. */
async function enrolApp({
  browser,
  login,
  signIn,
  basePath,
  clock,
}: Enrolling): Promise<() => { readonly factorId: string; readonly code: string }> {
  await signIn(browser, login);
  const begun = await browser.post(`${basePath}/factors`, { method: 'totp' });
  const { factorId, setup } = Object(begun.json.enrolment);
  const phone = authenticatorFromUri(String(setup.uri));
  const confirm = `${basePath}/factors/${factorId}/confirm`;
  expect((await browser.post(confirm, { response: phone.code(clock()) })).status).toBe(200);
  return () => ({ factorId: String(factorId), code: phone.code(clock()) });
}

test('a message that fails does not hide that the password was changed', async () => {
  const down = functionDelivery({
    name: 'down',
    channels: ['email'],
    send: () => Promise.reject(new Error('the mail server is down')),
  });
  const harness = await openPortalHarness(northquay, down);
  onTestFinished(() => harness.close());
  const browser = createBrowser({ origin: harness.origin });
  await harness.signIn(browser, harness.user);
  const changed = await browser.submit('/s1/password', {
    password: harness.user.password,
    newPassword: 'three grey herons fishing',
  });
  expect([changed.status, changed.headers.get('location')]).toEqual([303, `/s1${northquay.settingsPath}`]);
  expect(harness.faults).toHaveLength(1);
  expect(await isIn(browser, northquay)).toBe(true);
});
