import {
  createSendGuard,
  type Limiter,
  limiterFrom,
  memoryLimiter,
  type SendGuardOptions,
} from '@factorkit/send-limits';
import { createSeededRandom } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import type { RateLimiterInstance, SharedLimiter } from '../src/rate-limiter.ts';

const key = createSeededRandom(7)(32);

describe('a configuration that cannot be meant', () => {
  const limiter = memoryLimiter();
  const country: string = 'de';
  test.each<[string, Partial<SendGuardOptions>]>([
    ['key', { key: 'too short' }],
    ['key', { key: new Uint8Array(32) }],
    ['limiter.consume', { limiter: {} as Limiter }],
    ['perDestination.points', { perDestination: perHour(0) }],
    ['perIp.points', { perIp: perHour(1.5) }],
    ['budget[1].windowSeconds', { budget: [perHour(1), { points: 1, windowSeconds: 700_000 }] }],
    ['perCountryPrefix.nationalDigits', { perCountryPrefix: { ...perHour(1), nationalDigits: 9 } }],
    ['perCountryPrefix.only', { perCountryPrefix: { ...perHour(1), only: [] } }],
    ['countries.allow', { countries: { allow: [] } }],
    ['countries.allow[0]', { countries: { allow: [country as 'DE'] } }],
    ['breaker.codes', { breaker: { store: limiter, codes: 9 } }],
    ['breaker.minUsedPercent', { breaker: { store: limiter, minUsedPercent: 0.2 } }],
    ['breaker.pauseSeconds', { breaker: { store: limiter, pauseSeconds: 0 } }],
    ['breaker.store.add', { breaker: { store: {} as SharedLimiter } }],
    ['perUser', { perUser: perHour(5) } as object],
    ['off', { off: true as unknown as () => boolean }],
    ['risk', { risk: 'sim' as unknown as () => Promise<'send'> }],
  ])('%s', (name, option) => {
    expect(() => createSendGuard({ limiter, key, ...option })).toThrow(
      expect.objectContaining({
        code: 'configuration-invalid',
        message: expect.stringContaining(`createSendGuard: ${name}: expected `),
      }),
    );
  });
});

test('limiterFrom wants a limiter', () => {
  expect(() => limiterFrom({} as RateLimiterInstance)).toThrow(
    expect.objectContaining({ code: 'configuration-invalid' }),
  );
});

test('what is changed in the options later changes nothing', async () => {
  const budget = { points: 1, windowSeconds: 3600 };
  const allow: 'DE'[] = ['DE'];
  const guard = createSendGuard({ limiter: memoryLimiter(), key, budget, countries: { allow } });
  budget.points = 100;
  allow.pop();
  const send = { userId: 'anna', method: 'sms', channel: 'sms', to: '+4915112345678', now: 0 } as const;
  expect((await guard.admit({ ...send, purpose: 'sign-in', proven: true })).kind).toBe('admitted');
  expect((await guard.admit({ ...send, purpose: 'sign-in', proven: true })).kind).toBe('limited');
});

function perHour(points: number): { points: number; windowSeconds: number } {
  return { points, windowSeconds: 3600 };
}
