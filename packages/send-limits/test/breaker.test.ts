import type { SendAttempt, SendGuard } from '@factorkit/core';
import { createSendGuard, memoryLimiter, type SendGuardOptions } from '@factorkit/send-limits';
import { createSeededRandom } from '@factorkit/testkit';
import { describe, expect, type TestContext, test } from 'vitest';
import type { Pause } from '../src/breaker.ts';
import type { SharedLimiter } from '../src/rate-limiter.ts';
import { type Store, stores } from './stores.ts';

const NOON = Date.UTC(2026, 10, 21, 12, 0, 0);
const key = createSeededRandom(7)(32);

/** Sends a text to some number of a country, and says what came of it. */
async function send(
  guard: SendGuard,
  number: number,
  { prefix = '+37120', now = NOON, purpose = 'sign-in' as SendAttempt['purpose'], proven = true } = {},
): Promise<string> {
  const admission = await guard.admit({
    userId: `user-${number}`,
    method: 'sms',
    channel: 'sms',
    to: `${prefix}${100_000 + number}`,
    purpose,
    proven,
    now,
  });
  return admission.kind === 'refused' ? admission.reason : admission.kind;
}

/** A code that came back: of a sign-in from a known browser. */
const use = { method: 'sms', purpose: 'sign-in', proven: true, now: NOON } as const;

async function sendMany(guard: SendGuard, numbers: readonly number[], usedEvery?: number): Promise<number> {
  let admitted = 0;
  for (const number of numbers) {
    if ((await send(guard, number)) !== 'admitted') continue;
    admitted++;
    if (usedEvery !== undefined && number % usedEvery === 0)
      await guard.used?.({ ...use, userId: `user-${number}` });
  }
  return admitted;
}

function numbers(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}

function guardWith(breaker: Partial<SendGuardOptions['breaker']>): {
  readonly guard: SendGuard;
  readonly pauses: Pause[];
} {
  const store = memoryLimiter();
  const pauses: Pause[] = [];
  const onPause = (pause: Pause): void => {
    pauses.push(pause);
  };
  return {
    guard: createSendGuard({ limiter: store, key, breaker: { store, codes: 20, onPause, ...breaker } }),
    pauses,
  };
}

test('20 codes in a row that nobody used stop the country, and it alone', async () => {
  const { guard, pauses } = guardWith({});
  expect(await sendMany(guard, numbers(0, 100))).toBe(20);
  expect(await send(guard, 500, { prefix: '+4915112' })).toBe('admitted');
  expect(pauses).toEqual([{ country: 'LV', sends: 'proven', until: NOON + 3_600_000 }]);
});

test('a country is never stopped while the share that comes back is enough', async () => {
  const { guard, pauses } = guardWith({ minUsedPercent: 20 });
  expect(await sendMany(guard, numbers(0, 1000), 5)).toBe(1000);
  expect(pauses).toEqual([]);
});

test('a share that is too low stops it, however long it was good before', async () => {
  const { guard } = guardWith({ minUsedPercent: 20 });
  expect(await sendMany(guard, numbers(0, 1000), 1)).toBe(1000);
  expect(await sendMany(guard, numbers(1000, 100))).toBe(20);
  const second = guardWith({ minUsedPercent: 20 });
  expect(await sendMany(second.guard, numbers(0, 1000), 10)).toBeLessThan(50);
});

test('a code that is told to have come back many times makes up for its send once', async () => {
  const { guard } = guardWith({ minUsedPercent: 20 });
  await sendMany(guard, numbers(0, 15));
  await Promise.all(numbers(0, 50).map(() => guard.used?.({ ...use, userId: 'user-3' })));
  // 15 unused less the 5 that one use makes up for, and 10 more.
  expect(await sendMany(guard, numbers(100, 100))).toBe(10);
});

test('FT6 45 uses at once take off what there is and no more: 50 unused codes stop the country', async () => {
  const { guard } = guardWith({ codes: 50 });
  expect(await sendMany(guard, numbers(0, 45))).toBe(45);
  await Promise.all(numbers(0, 45).map((number) => guard.used?.({ ...use, userId: `user-${number}` })));
  expect(await sendMany(guard, numbers(100, 300))).toBe(50);
});

test('a code that was not sent is not counted, once, and cannot come back', async () => {
  const { guard } = guardWith({});
  await sendMany(guard, numbers(0, 19));
  const attempt = {
    userId: 'user-3',
    method: 'sms',
    channel: 'sms',
    to: `+37120${100_003}`,
    purpose: 'sign-in',
    proven: true,
    now: NOON,
  } as const;
  await Promise.all(numbers(0, 5).map(() => guard.refund?.(attempt)));
  await guard.used?.({ ...use, userId: 'user-3' });
  expect(await sendMany(guard, numbers(100, 100))).toBe(2);
});

test('a use of nobody, of another user or another method makes up for nothing', async () => {
  const { guard } = guardWith({});
  await sendMany(guard, numbers(0, 20));
  await guard.used?.({ ...use, userId: 'stranger' });
  await guard.used?.({ ...use, userId: 'user-3', method: 'email' });
  expect(await send(guard, 50)).toBe('paused');
});

test('after the pause it starts again, and codes from before it count no more', async () => {
  const { guard, pauses } = guardWith({ pauseSeconds: 600 });
  await sendMany(guard, numbers(0, 30));
  const later = NOON + 600_000;
  expect(await send(guard, 100, { now: later - 1 })).toBe('paused');
  await guard.used?.({ ...use, userId: 'user-3', now: later });
  const kinds: string[] = [];
  for (const number of numbers(100, 30)) kinds.push(await send(guard, number, { now: later }));
  expect(kinds.filter((kind) => kind === 'admitted')).toHaveLength(20);
  expect(pauses.map(({ until }) => until)).toEqual([later, later + 600_000]);
});

test('what onPause throws changes nothing, and it is told once of 200 at once', async () => {
  let told = 0;
  const { guard } = guardWith({
    onPause: () => {
      told++;
      throw new Error('pager unreachable');
    },
  });
  const kinds = await Promise.all(numbers(0, 200).map((number) => send(guard, number)));
  expect(kinds.filter((kind) => kind === 'admitted')).toHaveLength(20);
  expect(told).toBe(1);
});

test('numbers of no country are counted by their prefix', async () => {
  const { guard, pauses } = guardWith({});
  for (const number of numbers(0, 15)) await send(guard, number, { prefix: '+881612' });
  await guard.used?.({ ...use, userId: 'user-3' });
  const more: string[] = [];
  for (const number of numbers(15, 15)) more.push(await send(guard, number, { prefix: '+881612' }));
  expect(more.filter((kind) => kind === 'admitted')).toHaveLength(10);
  expect(pauses).toEqual([{ country: '+881', sends: 'proven', until: NOON + 3_600_000 }]);
});

/** The guards of two servers over one store. */
async function twoGuards(
  open: Store['open'],
  context: TestContext,
): Promise<readonly [SendGuard, SendGuard]> {
  const { first, second } = await open(context);
  const guardOf = (store: SharedLimiter): SendGuard =>
    createSendGuard({ limiter: store, key, breaker: { store, codes: 20 } });
  return [guardOf(first), guardOf(second)];
}

describe.each(stores)('FT2 two guards over $name', ({ open }) => {
  test('FT2 unused codes for new numbers and for confirmed ones are doubted apart', async (context) => {
    const [one, other] = await twoGuards(open, context);
    const kinds: string[] = [];
    for (const number of numbers(0, 30)) {
      kinds.push(await send(number % 2 ? one : other, number, { purpose: 'enrolment' }));
    }
    expect(kinds.filter((kind) => kind === 'admitted')).toHaveLength(20);
    expect(await sendMany(other, numbers(100, 30))).toBe(20);
    expect(await send(one, 500, { purpose: 'enrolment' })).toBe('paused');
  });

  test('FT2 a number whose codes came back is sent four more while its country is paused, no matter who asks at once', async (context) => {
    const [one, other] = await twoGuards(open, context);
    expect(await send(one, 1, { purpose: 'enrolment' })).toBe('admitted');
    await other.used?.({ ...use, userId: 'user-1', purpose: 'enrolment', proven: false });
    expect(await sendMany(one, numbers(100, 60))).toBe(20);
    expect(await send(other, 2)).toBe('paused');
    const asked = await Promise.all(numbers(0, 10).map((turn) => send(turn % 2 ? one : other, 1)));
    expect(asked.filter((kind) => kind === 'admitted')).toHaveLength(4);
    // One of them comes back, so there are four again; one that was not sent is not counted.
    await one.used?.({ ...use, userId: 'user-1' });
    for (let turn = 0; turn < 3; turn++) expect(await send(one, 1)).toBe('admitted');
    await one.refund?.({
      userId: 'user-1',
      method: 'sms',
      channel: 'sms',
      to: '+37120100001',
      purpose: 'sign-in',
      proven: true,
      now: NOON,
    });
    for (let turn = 0; turn < 2; turn++) expect(await send(one, 1)).toBe('admitted');
    expect(await send(one, 1)).toBe('paused');
  });

  test('FT3 texts that only a password asked for, unused: they stop alone, and not those after a factor', async (context) => {
    const [one, other] = await twoGuards(open, context);
    const kinds: string[] = [];
    for (const number of numbers(0, 30)) {
      kinds.push(await send(number % 2 ? one : other, number, { proven: false }));
    }
    expect(kinds.filter((kind) => kind === 'admitted')).toHaveLength(20);
    expect(await send(one, 500, { proven: false })).toBe('paused');
    expect(await sendMany(other, numbers(0, 20))).toBe(20);
  });

  test('FT3 what an attacker with the password has sent takes nothing from the texts that a proved number is spared', async (context) => {
    const { first: store } = await open(context);
    const guard = createSendGuard({ limiter: store, key, breaker: { store, codes: 20 } });
    await send(guard, 1);
    await guard.used?.({ ...use, userId: 'user-1' });
    await sendMany(guard, numbers(100, 60));
    for (const number of numbers(200, 60)) await send(guard, number, { proven: false });
    for (let turn = 0; turn < 4; turn++) expect(await send(guard, 1, { proven: false })).toBe('admitted');
    expect(await send(guard, 1, { proven: false })).toBe('paused');
    for (let turn = 0; turn < 4; turn++) expect(await send(guard, 1)).toBe('admitted');
    expect(await send(guard, 1)).toBe('paused');
  });
});
