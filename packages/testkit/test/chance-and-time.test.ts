import { createFakeClock, createSeededRandom } from '@factorkit/testkit';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('the fake clock stands still until it is turned, either way', () => {
  const clock = createFakeClock({ nowMs: 1000 });
  const { now } = clock;
  expect([now(), now()]).toEqual([1000, 1000]);
  clock.advance(500);
  expect(now()).toBe(1500);
  clock.advance(-1500);
  expect(now()).toBe(0);
  clock.set(5_000_000_000_000);
  expect(now()).toBe(5_000_000_000_000);
});

test.each([Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY])('the fake clock refuses %s', (time) => {
  expect(() => createFakeClock({ nowMs: time })).toThrow(RangeError);
  const clock = createFakeClock({ nowMs: 0 });
  expect(() => clock.set(time)).toThrow(RangeError);
  expect(() => clock.advance(time)).toThrow(RangeError);
  expect(clock.now()).toBe(0);
});

// The first outputs of SplitMix64 for the seed 0, as published with many implementations of it.
test('seeded chance is SplitMix64', () => {
  expect(Buffer.from(createSeededRandom(0)(24)).toString('hex')).toBe(
    'e220a8397b1dcdaf6e789e6aa1b965f406c45d188009454f',
  );
});

test('seeded chance repeats itself, and differs by seed and by call', () => {
  const [one, same, other] = [createSeededRandom(1), createSeededRandom(1), createSeededRandom(2)];
  const first = one(16);
  expect(same(16)).toEqual(first);
  expect(other(16)).not.toEqual(first);
  expect(one(16)).not.toEqual(first);
  expect([0, 1, 7, 8, 9, 33].map((length) => one(length).length)).toEqual([0, 1, 7, 8, 9, 33]);
});

test.each([-1, 1.5, Number.NaN])('seeded chance refuses %s as seed and as length', (number) => {
  expect(() => createSeededRandom(number)).toThrow(RangeError);
  expect(() => createSeededRandom(1)(number)).toThrow(RangeError);
});

test('seeded chance refuses to run in production, also where it was made before', () => {
  const random = createSeededRandom(1);
  vi.stubEnv('NODE_ENV', 'production');
  expect(() => createSeededRandom(1)).toThrow(/production/);
  expect(() => random(1)).toThrow(/production/);
});

test('the fake clock refuses to run in production, also where it was made before', () => {
  const { now } = createFakeClock({ nowMs: 1000 });
  vi.stubEnv('NODE_ENV', 'production');
  expect(() => createFakeClock({ nowMs: 1000 })).toThrow('a fake clock is for tests');
  expect(() => now()).toThrow('production');
});

test.each(['Production', ' PRODUCTION\n', 'staging', 'prod', '', undefined])(
  'FB12 NODE_ENV %j: what is for tests refuses to run',
  (environment) => {
    vi.stubEnv('NODE_ENV', environment);
    expect(() => createSeededRandom(1)).toThrow('NODE_ENV is production or unknown');
    expect(() => createFakeClock({ nowMs: 1000 })).toThrow('a fake clock is for tests');
  },
);

test.each(['test', 'Test', 'development'])('FB12 NODE_ENV %j: it runs', (environment) => {
  vi.stubEnv('NODE_ENV', environment);
  expect(createSeededRandom(1)(4)).toHaveLength(4);
});
