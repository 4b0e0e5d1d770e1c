import type { SendAttempt } from '@factorkit/core';
import { createSendGuard, memoryLimiter, type SendGuardOptions } from '@factorkit/send-limits';
import { createSeededRandom } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import type { SharedLimiter } from '../src/rate-limiter.ts';
import { stores } from './stores.ts';

const NOON = Date.UTC(2026, 10, 21, 12, 0, 0);
const HOUR_MS = 3_600_000;
const key = createSeededRandom(7)(32);
const ADMITTED = { kind: 'admitted' };
const LIMITED = { kind: 'limited', retryAt: NOON + HOUR_MS };

/** A text to a German number of its own. */
function text(number: number, changes: Partial<SendAttempt> = {}): SendAttempt {
  return {
    userId: `user-${number}`,
    method: 'sms',
    channel: 'sms',
    to: `+49151${String(10_000_000 + number)}`,
    purpose: 'sign-in',
    proven: true,
    now: NOON,
    ...changes,
  };
}

function mail(to: string, changes: Partial<SendAttempt> = {}): SendAttempt {
  return { ...text(0), method: 'email', channel: 'email', to, ...changes };
}

function perHour(points: number): { points: number; windowSeconds: number } {
  return { points, windowSeconds: 3600 };
}

/** Memory that remembers which keys it was asked for. */
function watchedLimiter(): { readonly limiter: SharedLimiter; readonly keys: string[] } {
  const memory = memoryLimiter();
  const keys: string[] = [];
  const noted = (name: string): string => {
    keys.push(name);
    return name;
  };
  const limiter: SharedLimiter = {
    consume: (name, limit) => memory.consume(noted(name), limit),
    add: (name, change, seconds) => memory.add(noted(name), change, seconds),
    get: (name) => memory.get(noted(name)),
    put: (name, value, seconds) => memory.put(noted(name), value, seconds),
    remove: (name) => memory.remove(noted(name)),
  };
  return { limiter, keys };
}

async function tally(sends: readonly Promise<unknown>[]): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const result of await Promise.all(sends)) {
    const { kind, reason } = result as { kind: string; reason?: string };
    const name = reason ?? kind;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe.each(stores)('two guards over $name', ({ open }) => {
  test('O11 P4 200 texts asked for at once: the budget is admitted, and not one more', async (context) => {
    const { first, second } = await open(context);
    const guards = [first, second].map((limiter) => createSendGuard({ limiter, key, budget: perHour(25) }));
    const sends = Array.from({ length: 200 }, (_, i) => guards[i % 2]?.admit(text(i)) ?? Promise.reject());
    expect(await tally(sends)).toEqual({ admitted: 25, limited: 175 });
  });

  test('a country that one server paused is paused on the other, for as long as was said', async (context) => {
    const { first, second } = await open(context);
    const breaker = { codes: 10, pauseSeconds: 600 };
    const [one, other] = [
      createSendGuard({ limiter: first, key, breaker: { ...breaker, store: first } }),
      createSendGuard({ limiter: second, key, breaker: { ...breaker, store: second } }),
    ];
    expect(await tally(Array.from({ length: 100 }, (_, i) => (i % 2 ? one : other).admit(text(i))))).toEqual({
      admitted: 10,
      paused: 90,
    });
    for (const guard of [one, other]) {
      expect(await guard.admit(text(200, { now: NOON + 599_999 }))).toEqual({
        kind: 'refused',
        reason: 'paused',
      });
    }
    expect(
      await tally(Array.from({ length: 20 }, (_, i) => other.admit(text(i, { now: NOON + 600_000 })))),
    ).toEqual({
      admitted: 10,
      paused: 10,
    });
  });
});

describe('limits', () => {
  test('O11 one destination, no matter who asks and however it is written', async () => {
    const guard = createSendGuard({ limiter: memoryLimiter(), key, perDestination: perHour(2) });
    expect(await guard.admit(text(1, { userId: 'anna' }))).toEqual(ADMITTED);
    expect(await guard.admit(text(1, { userId: 'ben', to: '+49015110000001' }))).toEqual(ADMITTED);
    expect(await guard.admit(text(1, { userId: 'carl' }))).toEqual(LIMITED);
    expect(await guard.admit(text(2))).toEqual(ADMITTED);
    expect(await guard.admit(text(1, { now: NOON + HOUR_MS }))).toEqual(ADMITTED);
    expect(await guard.admit(mail('Anna@Example.com'))).toEqual(ADMITTED);
    expect(await guard.admit(mail('anna@example.com'))).toEqual(ADMITTED);
    expect(await guard.admit(mail('ANNA@example.com'))).toEqual(LIMITED);
  });

  test('FT7 one IPv4 address, one /48 of IPv6; a request without a source is not counted', async () => {
    const guard = createSendGuard({ limiter: memoryLimiter(), key, perIp: perHour(1) });
    const from = (ip: string, number: number): SendAttempt => text(number, { source: { ip } });
    expect(await guard.admit(from('192.0.2.1', 1))).toEqual(ADMITTED);
    expect(await guard.admit(from('::ffff:192.0.2.1', 2))).toEqual(LIMITED);
    expect(await guard.admit(from('2001:db8::1', 3))).toEqual(ADMITTED);
    expect(await guard.admit(from('2001:db8::2', 4))).toEqual(LIMITED);
    expect(await guard.admit(from('2001:db8:0:1::2', 5))).toEqual(LIMITED);
    expect(await guard.admit(from('2001:db8:1::2', 5))).toEqual(ADMITTED);
    expect(await guard.admit(text(6))).toEqual(ADMITTED);
    expect(await guard.admit(text(7, { source: { userAgent: 'x' } }))).toEqual(ADMITTED);
  });

  test('a country, with another limit at home, and numbers that begin alike', async () => {
    const perCountryPrefix = [
      { ...perHour(3), except: ['DE'] },
      { ...perHour(8), only: ['DE'] },
      { ...perHour(2), nationalDigits: 5 },
    ] as const;
    const guard = createSendGuard({ limiter: memoryLimiter(), key, perCountryPrefix });
    const many = (to: (i: number) => string): Promise<unknown>[] =>
      Array.from({ length: 20 }, (_, i) => guard.admit(text(i, { to: to(i) })));
    const spread = (prefix: string) => (i: number) => `${prefix}${10 + i}0000`;
    expect(await tally(many(spread('+37120')))).toEqual({ admitted: 3, limited: 17 });
    expect(await tally(many((i) => `+4915199${100_000 + i}`))).toEqual({ admitted: 2, limited: 18 });
    expect(await tally(many((i) => `+49160${10 + i}12345`))).toEqual({ admitted: 6, limited: 14 });
  });

  test('several windows of one kind hold together', async () => {
    const perDestination = [perHour(2), { points: 3, windowSeconds: 86_400 }];
    const guard = createSendGuard({ limiter: memoryLimiter(), key, perDestination });
    const at = (now: number): Promise<unknown> => guard.admit(text(1, { now }));
    expect(await tally([at(NOON), at(NOON), at(NOON)])).toEqual({ admitted: 2, limited: 1 });
    expect(await at(NOON + HOUR_MS)).toEqual(ADMITTED);
    expect(await at(NOON + HOUR_MS)).toEqual({ kind: 'limited', retryAt: NOON + 12 * HOUR_MS });
  });

  test('who is stopped at one number uses up nothing of the budget', async () => {
    const guard = createSendGuard({
      limiter: memoryLimiter(),
      key,
      perDestination: perHour(1),
      budget: perHour(3),
    });
    expect(await tally(Array.from({ length: 50 }, () => guard.admit(text(1))))).toEqual({
      admitted: 1,
      limited: 49,
    });
    expect(await tally([2, 3, 4].map((n) => guard.admit(text(n))))).toEqual({ admitted: 2, limited: 1 });
  });

  test('email costs nothing: no country, no budget, no breaker', async () => {
    const store = memoryLimiter();
    const guard = createSendGuard({
      limiter: store,
      key,
      budget: perHour(1),
      perCountryPrefix: perHour(1),
      countries: { allow: ['DE'] },
      breaker: { store, codes: 10 },
    });
    const sends = Array.from({ length: 30 }, (_, i) => guard.admit(mail(`user${i}@example.com`)));
    expect(await tally(sends)).toEqual({ admitted: 30 });
  });
});

describe('refusals', () => {
  test('a country that is not on the list, and a number of none', async () => {
    const guard = createSendGuard({ limiter: memoryLimiter(), key, countries: { allow: ['DE', 'US'] } });
    const reason = async (to: string): Promise<unknown> => {
      const admission = await guard.admit(text(0, { to }));
      return admission.kind === 'refused' ? admission.reason : admission.kind;
    };
    expect(await reason('+4915112345678')).toBe('admitted');
    expect(await reason('+12025550123')).toBe('admitted');
    // The same country code, another country, another price.
    expect(await reason('+18095551234')).toBe('country');
    expect(await reason('+37120000000')).toBe('country');
    expect(await reason('+881612345678')).toBe('country');
    for (const to of ['+999123456', '+491', '015112345678', 'anna@example.com', '+49151x', '']) {
      expect(await reason(to)).toBe('number');
    }
  });

  test('the kill switch stops a channel at once, and nothing is asked or counted', async () => {
    const { limiter, keys } = watchedLimiter();
    const down = new Set<string>();
    let asked = 0;
    const guard = createSendGuard({
      limiter,
      key,
      budget: perHour(1),
      perDestination: perHour(1),
      breaker: { store: limiter },
      off: (channel) => down.has(channel),
      risk: async () => {
        asked++;
        return 'send';
      },
    });
    down.add('sms');
    expect(await guard.admit(text(1))).toEqual({ kind: 'refused', reason: 'switched-off' });
    expect([keys, asked]).toEqual([[], 0]);
    expect(await guard.admit(mail('anna@example.com'))).toEqual(ADMITTED);
    down.clear();
    expect(await guard.admit(text(1))).toEqual(ADMITTED);
  });

  test('O9 a changed SIM vetoes before anything is counted', async () => {
    const { limiter, keys } = watchedLimiter();
    const changed = new Set([text(1).to]);
    const guard = createSendGuard({
      limiter,
      key,
      perDestination: perHour(1),
      budget: perHour(1),
      risk: async ({ to }) => (changed.has(to) ? 'refuse' : 'send'),
    });
    expect(await guard.admit(text(1))).toEqual({ kind: 'refused', reason: 'risk' });
    expect(keys).toEqual([]);
    changed.clear();
    expect(await guard.admit(text(1))).toEqual(ADMITTED);
  });

  test.each<[string, Partial<SendGuardOptions>]>([
    ['off', { off: () => undefined as unknown as boolean }],
    ['risk', { risk: async () => true as unknown as 'send' }],
  ])('an answer of %s that was not agreed on refuses', async (_, option) => {
    const guard = createSendGuard({ limiter: memoryLimiter(), key, ...option });
    expect((await guard.admit(text(1))).kind).toBe('refused');
  });

  test.each<[string, Partial<SendGuardOptions>]>([
    ['the limiter', { limiter: { consume: fails }, budget: perHour(1) }],
    ['the store of the breaker', { breaker: { store: { ...memoryLimiter(), get: fails } } }],
    ['a count of the breaker', { breaker: { store: { ...memoryLimiter(), add: fails } } }],
    ['off', { off: fails }],
    ['risk', { risk: fails }],
  ])('what %s throws is thrown', async (_, option) => {
    const guard = createSendGuard({ limiter: memoryLimiter(), key, ...option });
    await expect(guard.admit(text(1))).rejects.toThrow('out of order');
  });
});

test('nothing of a number, an address or a user is in a key, an answer or an error', async () => {
  const { limiter, keys } = watchedLimiter();
  const given = {
    limiter,
    key,
    perDestination: perHour(1),
    perIp: perHour(1),
    perCountryPrefix: { ...perHour(9), nationalDigits: 7 },
    budget: perHour(9),
    breaker: { store: limiter },
  };
  const guard = createSendGuard(given);
  const attempts = [
    text(1, { userId: 'anna.smith', source: { ip: '192.0.2.77' } }),
    text(1, { userId: 'anna.smith', source: { ip: '192.0.2.77' } }),
    text(1, { to: '+49151' }),
    mail('anna.smith@example.com', { source: { ip: '2001:db8:7:7::1' } }),
  ];
  const said: string[] = [];
  for (const attempt of attempts) said.push(JSON.stringify(await guard.admit(attempt)));
  await guard.used?.({
    userId: 'anna.smith',
    method: 'sms',
    purpose: 'sign-in',
    proven: true,
    now: NOON,
  });
  expect(keys.length).toBeGreaterThan(10);
  const shown = [...keys, ...said].join('\n');
  for (const part of ['15110', '0000001', 'anna', 'example', '192.0.2', '2001:db8', '7:7']) {
    expect(shown).not.toContain(part);
  }
  // Anyone who has the store and not the key cannot try numbers either: with another key, all keys are others.
  const others = watchedLimiter();
  const another = createSendGuard({
    ...given,
    limiter: others.limiter,
    key: createSeededRandom(8)(32),
    breaker: { store: others.limiter },
  });
  for (const attempt of attempts) await another.admit(attempt);
  const hidden = (list: readonly string[]): string[] => list.filter((name) => /[0-9a-f]{64}/.test(name));
  expect(hidden(others.keys).length).toBeGreaterThan(5);
  expect(hidden(others.keys).filter((name) => keys.includes(name))).toEqual([]);
});

async function fails(): Promise<never> {
  throw new Error('out of order');
}

describe('FT12 numbers under an allow-list', () => {
  const countries = { allow: ['DE', 'US'] } as const;
  const guard = createSendGuard({ limiter: memoryLimiter(), key, countries });
  const strict = createSendGuard({ limiter: memoryLimiter(), key, countries, mobileOnly: true });

  test.each([
    ['a premium number', '+499001234567'],
    ['a landline', '+493012345678'],
    ['a free service', '+498001234567'],
  ])('FT12 with `mobileOnly` %s is refused, without it is sent to', async (_what, to) => {
    expect(await guard.admit(text(1, { to }))).toEqual(ADMITTED);
    expect(await strict.admit(text(1, { to }))).toEqual({ kind: 'refused', reason: 'number' });
  });

  test('FT12 with `mobileOnly` a mobile number passes, and one of North America', async () => {
    expect(await strict.admit(text(1))).toEqual(ADMITTED);
    expect(await strict.admit(text(1, { to: '+12015550123' }))).toEqual(ADMITTED);
    expect(await strict.admit(mail('anna@example.com'))).toEqual(ADMITTED);
  });

  test.each(['+4915112345678901', '+49151123456789012'])('FT12 %s has more than 15 digits', async (to) => {
    expect(await guard.admit(text(1, { to }))).toEqual({ kind: 'refused', reason: 'number' });
  });
});
