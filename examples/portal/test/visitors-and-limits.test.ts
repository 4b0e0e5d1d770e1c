import { type Answer, authenticatorFromUri, type Browser } from '@factorkit/testkit';
import session from 'express-session';
import { expect, onTestFinished, test, vi } from 'vitest';
import { milldrum } from '../src/brands/milldrum.ts';
import { northquay } from '../src/brands/northquay.ts';
import { tarnfield } from '../src/brands/tarnfield.ts';
import { createDirectory } from '../src/people/directory.ts';
import { isEmailAddress } from '../src/people/email-address.ts';
import { openPortal } from './open-portal.ts';

const statusOf = (answer: unknown): number => (answer as Answer).status;

test('I10 visitors who have not signed in take no room: no session is stored for a page, a notice or a wrong password', async () => {
  const stored = vi.spyOn(session.MemoryStore.prototype, 'set');
  onTestFinished(() => stored.mockRestore());
  const { visitor, signIn, user } = await openPortal(northquay);
  for (let times = 0; times < 3; times++) {
    const stranger = visitor();
    await stranger.get('/s1/sign-in');
    await stranger.get('/s1/home');
    expect((await stranger.get('/s1/sign-in')).text).toContain('Please sign in first');
    expect((await stranger.get('/s1/sign-in')).text).not.toContain('Please sign in first');
    expect(statusOf(await signIn(stranger, { ...user, password: 'guessed' }))).toBe(422);
    await stranger.submit('/s1/sign-in', {}, '/s1/sign-in/code');
  }
  expect(stored).not.toHaveBeenCalled();
  const owner = visitor();
  await signIn(owner, user);
  expect((await owner.get('/s1/home')).status).toBe(200);
  expect(stored).toHaveBeenCalled();
});

test('a form token is of one browser and one sign-in', async () => {
  const { visitor, signIn, user, origin, changePassword, time } = await openPortal(northquay);
  const [hers, his] = [visitor(), visitor()];
  const tokenOn = async (browser: Browser, path: string): Promise<string> =>
    /name="_csrf" value="([^"]*)"/.exec((await browser.get(path)).text)?.[1] ?? '';
  const before = await tokenOn(hers, '/s1/sign-in');
  const other = await tokenOn(his, '/s1/sign-in');
  expect(other).not.toBe(before);
  await signIn(hers, user);
  const statusWith = async (_csrf: string): Promise<number> => {
    const cookie = [...hers.cookies()].map((pair) => pair.join('=')).join('; ');
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ _csrf, password: 'x', newPassword: 'short' });
    return (await fetch(`${origin}/s1/password`, { method: 'POST', headers, body })).status;
  };
  expect(await statusWith(before)).toBe(403);
  expect(await statusWith(other)).toBe(403);
  expect(await statusWith('')).toBe(403);
  const now = await tokenOn(hers, '/s1/home');
  expect(await statusWith(now)).toBe(422);
  await changePassword?.(hers, { from: user.password, to: 'three grey herons fishing' });
  // The session has another id, and the sign-in is the same: a page that was open may go on.
  expect(await statusWith(now)).toBe(422);
  time.advance(1_000);
  await hers.submit('/s1/home', {}, '/s1/sign-out');
  await signIn(hers, { ...user, password: 'three grey herons fishing' });
  // The same browser, and another sign-in of it.
  expect(await statusWith(now)).toBe(403);
  expect(await statusWith(await tokenOn(hers, '/s1/home'))).toBe(422);
});

test('FB8 right passwords at once are right, and wrong ones at once are counted', async () => {
  const [person] = northquay.people;
  if (person === undefined) throw new Error('a person is needed');
  const directory = await createDirectory({
    portalId: 's1',
    people: [person],
    clock: () => 1_800_000_000_000,
  });
  const kinds = async (password: string): Promise<Readonly<Record<string, number>>> => {
    const checks = Array.from({ length: 12 }, () =>
      directory.checkPassword(person.userName, password, { address: '192.0.2.1' }),
    );
    const counts: Record<string, number> = {};
    for (const { kind } of await Promise.all(checks)) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  };
  expect(await kinds(person.password)).toEqual({ right: 12 });
  expect(await kinds('guessed')).toEqual({ wrong: 5, paused: 7 });
});

test('FB8 guesses at the current password count for the user, in whatever session', async () => {
  const { visitor, signIn, user, changePassword } = await openPortal(northquay);
  const statuses: number[] = [];
  for (let guess = 0; guess < 7; guess++) {
    const browser = visitor();
    await signIn(browser, user);
    const passwords = { from: `guess ${guess}`, to: 'a long new password' };
    statuses.push(statusOf(await changePassword?.(browser, passwords)));
  }
  expect(statuses).toEqual([422, 422, 422, 422, 422, 429, 429]);
});

test('FB4 an address that is saved again as it was needs no code any more', async () => {
  const { visitor, signIn, user, contacts } = await openPortal(tarnfield);
  const owner = visitor();
  await signIn(owner, user);
  if (contacts === undefined) throw new Error('a portal with a profile is needed');
  // The password was just entered.
  const changed = await contacts.change(owner, 'greta.new@mail.example');
  expect((changed as Answer).headers.get('location')).toBe('/s3/profile/confirm');
  expect((await owner.get('/s3/profile/confirm')).text).toContain('greta.new@mail.example');
  await contacts.change(owner, contacts.address);
  expect((await owner.get('/s3/profile/confirm')).headers.get('location')).toBe('/s3/profile');
});

test.each([
  'anna@example',
  'anna@example..com',
  '.anna@example.com',
  'anna@-example.com',
  'anna,eve@example.com',
  '"anna"@example.com',
  '<anna@example.com>',
  'anna@example.com>',
  'anna@[192.0.2.1]',
  'anna@exa mple.com',
  'anna@example.com\u0000',
  'änna@example.com',
  'anna@exämple.com',
  `${'a'.repeat(65)}@example.com`,
  `anna@${'a'.repeat(250)}.com`,
])('the profile refuses the address %s', (address) => {
  expect(isEmailAddress(address)).toBe(false);
});

test('the profile accepts the addresses that people have, and shows others again', async () => {
  for (const address of ['anna@example.com', "o'neil+shop@mail.co.uk", 'a.b-c_d@xn--exmple-cua.com']) {
    expect(isEmailAddress(address)).toBe(true);
  }
  const { visitor, signIn, user, contacts } = await openPortal(tarnfield);
  const owner = visitor();
  await signIn(owner, user);
  const answer = await contacts?.change(owner, 'greta,eve@mail.example');
  expect(statusOf(answer)).toBe(422);
});

test('S0 the page of a set-up opens only while a method is required at this sign-in', async () => {
  const { visitor, signIn, user, basePath, clock, time } = await openPortal(milldrum);
  const owner = visitor();
  await signIn(owner, user);
  expect((await owner.get('/s0/sign-in/enrol/add/totp')).status).toBe(200);
  const begun = await owner.post(`${basePath}/factors`, { method: 'totp' });
  const { factorId, setup } = Object(begun.json.enrolment);
  const response = authenticatorFromUri(String(setup.uri)).code(clock());
  expect((await owner.post(`${basePath}/factors/${factorId}/confirm`, { response })).status).toBe(200);
  time.advance(60_000);

  const later = visitor();
  await signIn(later, user);
  const asked = await later.get('/s0/sign-in/enrol/add/totp');
  expect(asked.status).toBe(303);
  expect(asked.headers.get('location')).toBe('/s0/sign-in/code');
});
