import type { SendAttempt, SendGuard } from '@factorkit/core';
import { createSendGuard, memoryLimiter } from '@factorkit/send-limits';
import { createSeededRandom } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import type { Pause } from '../src/breaker.ts';
import type { RiskVerdict } from '../src/options.ts';
import { openPortal, type Portal, tally } from './portal.ts';

const key = createSeededRandom(7)(32);

function perHour(points: number): { points: number; windowSeconds: number } {
  return { points, windowSeconds: 3600 };
}

/** 200 users, each with a number of their own, at once. */
async function stampede({ register }: Portal, prefix: string): Promise<Readonly<Record<string, number>>> {
  const all = Array.from({ length: 200 }, (_, i) => register(`user-${i}`, `${prefix}${100_000 + i}`));
  return tally((await Promise.all(all)).map(({ outcome }) => outcome));
}

test('O11 200 users ask at once: the budget is spent, and nothing is paid for past it', async () => {
  const portal = openPortal(createSendGuard({ limiter: memoryLimiter(), key, budget: perHour(30) }));
  expect(await stampede(portal, '+4915112')).toEqual({ sent: 30, 'send-limited': 170 });
  expect(portal.sent).toHaveLength(30);
});

test('O11 200 sends to one number by 200 users: five are paid for, and five more an hour later', async () => {
  const limiter = memoryLimiter();
  const portal = openPortal(createSendGuard({ limiter, key, perDestination: perHour(5) }));
  const registered = await Promise.all(
    Array.from({ length: 200 }, (_, i) => portal.register(`user-${i}`, '+4915112345678')),
  );
  expect(tally(registered.map(({ outcome }) => outcome))).toEqual({ sent: 5, 'send-limited': 195 });
  portal.clock.advance(3_600_000);
  const again = await Promise.all(
    Array.from({ length: 200 }, (_, i) => portal.register(`late-${i}`, '+4915112345678')),
  );
  expect(tally(again.map(({ outcome }) => outcome))).toEqual({ sent: 5, 'send-limited': 195 });
  expect(portal.sent).toHaveLength(10);
});

test('toll fraud: many users, one prefix, codes that nobody uses: it stops, and the others go on', async () => {
  const store = memoryLimiter();
  const pauses: Pause[] = [];
  const breaker = { store, codes: 20, onPause: (pause: Pause) => pauses.push(pause) };
  const portal = openPortal(createSendGuard({ limiter: store, key, breaker }));
  expect(await stampede(portal, '+37120')).toEqual({ sent: 20, paused: 180 });
  expect(portal.sent).toHaveLength(20);
  expect(pauses).toEqual([{ country: 'LV', sends: 'enrolment', until: portal.clock.now() + 3_600_000 }]);

  // Far more codes than stop a country, of people who use them.
  for (let i = 0; i < 6; i++) {
    const userId = `honest-${i}`;
    const { caller, factorId } = await portal.register(userId, `+4915112${345_000 + i}`);
    const response = portal.sent.at(-1)?.code;
    expect((await portal.mfa.confirmEnrolment({ caller, factorId, response })).kind).toBe('active');
    for (let times = 0; times < 20; times++) expect(await portal.signIn(userId, factorId)).toBe('complete');
  }
});

test('a number abroad, a switched-off portal: refused with the word for it, and nothing is sent', async () => {
  let down = false;
  const guard = createSendGuard({
    limiter: memoryLimiter(),
    key,
    countries: { allow: ['DE'] },
    off: () => down,
  });
  const portal = openPortal(guard);
  expect((await portal.register('anna', '+18095551234')).outcome).toBe('country');
  down = true;
  expect((await portal.register('ben', '+4915112345678')).outcome).toBe('switched-off');
  expect(portal.sent).toEqual([]);
});

test('O9 a changed SIM vetoes: the hook is asked before the send, and nothing is sent', async () => {
  const order: string[] = [];
  let verdict: RiskVerdict = 'refuse';
  const guard = createSendGuard({
    limiter: memoryLimiter(),
    key,
    risk: async ({ to, userId }) => {
      order.push(`${userId} asked about ${to}, ${portal.sent.length} sent`);
      return verdict;
    },
  });
  const portal = openPortal(guard);
  expect((await portal.register('anna', '+4915112345678')).outcome).toBe('risk');
  expect(portal.sent).toEqual([]);
  verdict = 'send';
  expect((await portal.register('ben', '+4915112345679')).outcome).toBe('sent');
  expect(order).toEqual([
    'anna asked about +4915112345678, 0 sent',
    'ben asked about +4915112345679, 0 sent',
  ]);
});

test('a store that is away refuses: the error says so, and nothing of the number', async () => {
  const consume = async (): Promise<never> => {
    throw new Error('connection refused');
  };
  const portal = openPortal(createSendGuard({ limiter: { consume }, key, budget: perHour(1) }));
  const failure: unknown = await portal.register('anna', '+4915112345678').catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'portal-failed', cause: { message: 'connection refused' } });
  expect(String(failure)).not.toContain('49151');
  expect(portal.sent).toEqual([]);
});

/** The guard, and every attempt that it was asked about. */
function watched(guard: SendGuard): { readonly guard: SendGuard; readonly asked: SendAttempt[] } {
  const asked: SendAttempt[] = [];
  const admit: SendGuard['admit'] = (attempt) => {
    asked.push(attempt);
    return guard.admit(attempt);
  };
  return { guard: { ...guard, admit }, asked };
}

/** Enrols a number, and asks for 60 codes of one challenge at once, a minute later. */
async function flood(
  portal: Portal,
  userId: string,
  number: string,
): Promise<Readonly<Record<string, number>>> {
  const { caller, factorId } = await portal.register(userId, number);
  const response = portal.sent.at(-1)?.code;
  expect((await portal.mfa.confirmEnrolment({ caller, factorId, response })).kind).toBe('active');
  portal.clock.advance(60_000);
  const signIn = await portal.mfa.beginSignIn({
    userId,
    user: { accountName: userId },
    firstFactor: { method: 'password' },
  });
  if (signIn.kind !== 'challenge') throw new Error(signIn.kind);
  const { token } = signIn;
  const asked = Array.from({ length: 60 }, () => portal.mfa.sendCode({ token, factorId }));
  return tally((await Promise.all(asked)).map(({ kind }) => kind));
}

test('FT1 60 codes asked for at once for one account: the guard is asked once, and one text is sent', async () => {
  const store = memoryLimiter();
  const { guard, asked } = watched(createSendGuard({ limiter: store, key, breaker: { store } }));
  const portal = openPortal(guard);
  expect(await flood(portal, 'anna', '+4915112345678')).toEqual({ sent: 1, 'send-limited': 59 });
  expect(asked.map(({ purpose }) => purpose)).toEqual(['enrolment', 'sign-in']);
  expect(portal.sent).toHaveLength(2);
});

test('FT1 eleven accounts that are limited by themselves use up neither the budget nor the country', async () => {
  const store = memoryLimiter();
  const pauses: Pause[] = [];
  const breaker = { store, codes: 50, onPause: (pause: Pause) => pauses.push(pause) };
  const guard = createSendGuard({ limiter: store, key, budget: perHour(12), breaker });
  const portal = openPortal(guard);
  for (let i = 0; i < 11; i++) {
    expect(await flood(portal, `attacker-${i}`, `+4915112${345_000 + i}`)).toMatchObject({ sent: 1 });
  }
  expect(pauses).toEqual([]);
  // 11 texts of each kind were sent in this hour, and one for a set-up is left.
  expect((await portal.register('owner', '+4915112999999')).outcome).toBe('sent');
  expect((await portal.register('late', '+4915112999998')).outcome).toBe('send-limited');
});

test('FT1 a message that was not sent counts towards no limit', async () => {
  let down = true;
  const store = memoryLimiter();
  const limits = { perDestination: perHour(1), perIp: perHour(1), budget: perHour(1) };
  const guard = createSendGuard({ limiter: store, key, ...limits, breaker: { store, codes: 10 } });
  const portal = openPortal(guard, async () =>
    down ? { kind: 'failed', sent: 'no', reason: 'unreachable' } : { kind: 'accepted' },
  );
  for (let i = 0; i < 20; i++) {
    expect((await portal.register(`user-${i}`, '+4915112345678')).outcome).toBe('not-sent');
  }
  down = false;
  expect((await portal.register('anna', '+4915112345678')).outcome).toBe('sent');
  expect((await portal.register('ben', '+4915112345678')).outcome).toBe('send-limited');
});

test('FT2 50 unused codes of fresh accounts stop new numbers of the country, and nobody who has confirmed one', async () => {
  const store = memoryLimiter();
  const pauses: Pause[] = [];
  const breaker = { store, codes: 50, onPause: (pause: Pause) => pauses.push(pause) };
  const portal = openPortal(createSendGuard({ limiter: store, key, breaker }));
  const { caller, factorId } = await portal.register('anna', '+37120999999');
  const response = portal.sent.at(-1)?.code;
  await portal.mfa.confirmEnrolment({ caller, factorId, response });
  expect(await stampede(portal, '+37120')).toEqual({ sent: 50, paused: 150 });
  expect(pauses).toMatchObject([{ country: 'LV', sends: 'enrolment' }]);
  for (let times = 0; times < 3; times++) expect(await portal.signIn('anna', factorId)).toBe('complete');
  expect((await portal.register('late', '+37120888888')).outcome).toBe('paused');
});

test('FT3 five accounts that begin to set up the number of somebody else use up nothing of its owner', async () => {
  const limiter = memoryLimiter();
  const limits = { perDestination: perHour(5), perCountryPrefix: perHour(8), budget: perHour(9) };
  const portal = openPortal(createSendGuard({ limiter, key, ...limits }));
  const { caller, factorId } = await portal.register('anna', '+4915112345678');
  const response = portal.sent.at(-1)?.code;
  await portal.mfa.confirmEnrolment({ caller, factorId, response });
  const strangers = Array.from({ length: 5 }, (_, i) => portal.register(`stranger-${i}`, '+4915112345678'));
  expect(tally((await Promise.all(strangers)).map(({ outcome }) => outcome))).toEqual({
    sent: 4,
    'send-limited': 1,
  });
  // And so many more that nobody sets up a number any more.
  for (let i = 0; i < 10; i++) await portal.register(`more-${i}`, `+4915112${345_000 + i}`);
  expect((await portal.register('late', '+4915112999999')).outcome).toBe('send-limited');
  for (let times = 0; times < 5; times++) expect(await portal.signIn('anna', factorId)).toBe('complete');
});

test('FT3 an attacker with the password uses up what a number is sent, and nothing of her known browser', async () => {
  const limiter = memoryLimiter();
  const limits = { perDestination: perHour(5), perCountryPrefix: perHour(5), budget: perHour(5) };
  const portal = openPortal(createSendGuard({ limiter, key, ...limits, breaker: { store: limiter } }));
  const { caller, factorId } = await portal.register('anna', '+4915112345678');
  const response = portal.sent.at(-1)?.code;
  await portal.mfa.confirmEnrolment({ caller, factorId, response });
  expect(await portal.signIn('anna', factorId)).toBe('complete');
  const hers = portal.browser();
  for (let asked = 0; asked < 10; asked++) {
    portal.clock.advance(2000);
    const user = { accountName: 'anna' };
    const begun = await portal.mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
    if (begun.kind !== 'challenge') throw new Error(begun.kind);
    await portal.mfa.sendCode({ token: begun.token, factorId });
  }
  expect(await portal.signIn('anna', factorId)).toBe('send-limited');
  for (let times = 0; times < 5; times++)
    expect(await portal.signIn('anna', factorId, hers)).toBe('complete');
  expect(await portal.signIn('anna', factorId, hers)).toBe('send-limited');
});
