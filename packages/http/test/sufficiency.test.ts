import type { Assurance, Evidence } from '@factorkit/core';
import { expect, test } from 'vitest';
import { isSufficient } from '../src/index.ts';

const NOW = 1_000_000_000;

function assurance(level: Assurance['level'], ...evidence: readonly Evidence[]): Assurance {
  return { userId: 'anna', evidence, amr: [], level, authenticatedAt: NOW - 7_200_000 };
}

function shown(method: Evidence['method'], secondsAgo: number, ...traits: Evidence['traits']): Evidence {
  return { method, at: NOW - secondsAgo * 1000, traits };
}

const both = assurance('multi-factor', shown('password', 10), shown('totp', 900));

test('a level is met by itself and by the higher one', () => {
  expect(isSufficient(both, { level: 'multi-factor' }, NOW)).toBe(true);
  expect(isSufficient(both, { level: 'single-factor' }, NOW)).toBe(true);
  const password = assurance('single-factor', shown('password', 0));
  expect(isSufficient(password, { level: 'single-factor' }, NOW)).toBe(true);
  expect(isSufficient(password, { level: 'multi-factor' }, NOW)).toBe(false);
});

test('S5 the maximum itself is still fresh, a millisecond more is not', () => {
  expect(isSufficient(both, { level: 'multi-factor', maxAgeSeconds: 900 }, NOW)).toBe(true);
  expect(isSufficient(both, { level: 'multi-factor', maxAgeSeconds: 900 }, NOW + 1)).toBe(false);
  expect(isSufficient(both, { level: 'multi-factor', maxAgeSeconds: 0 }, NOW)).toBe(false);
});

test('a fresh password makes a single factor fresh, and no second one', () => {
  expect(isSufficient(both, { level: 'single-factor', maxAgeSeconds: 60 }, NOW)).toBe(true);
  expect(isSufficient(both, { level: 'multi-factor', maxAgeSeconds: 60 }, NOW)).toBe(false);
});

test('a backup code is a fresh second factor, a passkey alone may be one, a remembered browser is none', () => {
  const asked = { level: 'multi-factor', maxAgeSeconds: 60 } as const;
  const recovered = assurance('multi-factor', shown('password', 5), shown('backup-code', 5));
  const passkey = assurance('multi-factor', shown('passkey', 5, 'user-verified'));
  const remembered = assurance('multi-factor', shown('password', 900), shown('totp', 5, 'remembered'));
  expect(isSufficient(recovered, asked, NOW)).toBe(true);
  expect(isSufficient(passkey, asked, NOW)).toBe(true);
  expect(isSufficient(remembered, asked, NOW)).toBe(false);
});

test('S7 without evidence, without a level or without a clock nothing is fresh or strong', () => {
  const asked = { level: 'multi-factor', maxAgeSeconds: 60 } as const;
  expect(isSufficient(assurance('multi-factor'), asked, NOW)).toBe(false);
  expect(isSufficient(both, { ...asked, maxAgeSeconds: 9000 }, Number.NaN)).toBe(false);
  const { level: _, ...levelless } = both;
  // A session that was stored by an older portal: the type cannot promise what a store gives back.
  expect(isSufficient(Object.assign(Object.create(null), levelless), { level: 'multi-factor' }, NOW)).toBe(
    false,
  );
});
