import { describe, expect, test } from 'vitest';
import { profiles, sessionState } from '../../src/policy/index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 21, 12);

/** The state of a session that began and was last used so long ago. */
function after(
  name: keyof typeof profiles,
  { sinceSignIn, idle }: { readonly sinceSignIn: number; readonly idle: number },
) {
  const limits = profiles[name].session ?? {};
  return sessionState({ limits, authenticatedAt: NOW - sinceSignIn, lastActiveAt: NOW - idle, now: NOW });
}

// NIST SP 800-63B-4 §2.1.3, §2.2.3, §2.3.3; PCI DSS 8.2.8; Regulation (EU) 2018/389 Art. 4(3)(d).
describe.each([
  ['A4', 'nistAal1', 30 * DAY, undefined],
  ['A4', 'nistAal2', 24 * HOUR, HOUR],
  ['A4', 'nistAal3', 12 * HOUR, 15 * MINUTE],
  ['G1', 'pciDss', undefined, 15 * MINUTE],
  ['G3', 'psd2', undefined, 5 * MINUTE],
] as const)('%s a session under %s', (id, name, overall, idle) => {
  test(`${id} lives to the last millisecond and no longer`, () => {
    const used = { sinceSignIn: overall ?? 365 * DAY, idle: idle ?? 0 };
    expect(after(name, used)).toBe('live');
    expect(after(name, { ...used, sinceSignIn: used.sinceSignIn + 1 })).toBe(
      overall === undefined ? 'live' : 'over',
    );
    expect(after(name, { sinceSignIn: idle ?? 0, idle: (idle ?? 29 * DAY) + 1 })).toBe(
      idle === undefined ? 'live' : 'idle',
    );
  });
});

test('A4 a session that is used again and again still ends', () => {
  expect(after('nistAal2', { sinceSignIn: 25 * HOUR, idle: 0 })).toBe('over');
});

test('A4 times that cannot be', () => {
  const limits = { overall: '24h', idle: '1h' } as const;
  const state = (authenticatedAt: number, lastActiveAt: number) =>
    sessionState({ limits, authenticatedAt, lastActiveAt, now: NOW });
  expect(state(Number.NaN, NOW)).toBe('over');
  expect(state(NOW, Number.NaN)).toBe('idle');
  expect(state(NOW + DAY, NOW + DAY)).toBe('live');
});
