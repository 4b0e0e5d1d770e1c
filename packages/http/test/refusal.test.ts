import { expect, test } from 'vitest';
import { type Refusal, refusal } from '../src/problems/refusal.ts';

const NOW = 1_000_000;

test.each<[Refusal, number, string]>([
  [{ kind: 'refused', reason: 'invalid-token' }, 400, 'invalid-token'],
  [{ kind: 'refused', reason: 'wrong-purpose' }, 400, 'wrong-purpose'],
  [{ kind: 'refused', reason: 'unknown-factor' }, 404, 'unknown-factor'],
  [{ kind: 'refused', reason: 'used' }, 409, 'used'],
  [{ kind: 'refused', reason: 'superseded' }, 409, 'superseded'],
  [{ kind: 'refused', reason: 'no-backup-codes' }, 409, 'no-backup-codes'],
  [{ kind: 'refused', reason: 'expired' }, 410, 'expired'],
  [{ kind: 'refused', reason: 'unknown-recovery' }, 404, 'unknown-recovery'],
  [{ kind: 'refused', reason: 'contested' }, 409, 'contested'],
  [{ kind: 'refused', reason: 'own-request' }, 403, 'own-request'],
  [{ kind: 'refused', reason: 'malformed-response' }, 422, 'malformed-response'],
  [{ kind: 'rejected', attemptsLeft: 3 }, 422, 'rejected'],
  [{ kind: 'locked', retryAt: NOW + 30_000 }, 429, 'locked'],
  [{ kind: 'suspended' }, 403, 'suspended'],
  [{ kind: 'denied', reason: 'must-keep' }, 403, 'denied'],
  [
    { kind: 'proof-required', factors: [], firstFactors: ['password'], backupCode: false },
    401,
    'proof-required',
  ],
  [{ kind: 'enrol', methods: ['totp'], unmet: [] }, 403, 'enrolment-required'],
])('%j is %i %s', (outcome, status, code) => {
  const answer = refusal(outcome, NOW);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ status, code, type: `urn:factorkit:problem:${code}` });
});

test.each([
  [30_000, '30'],
  [29_001, '30'],
  [1, '1'],
  [0, '1'],
  [-5_000, '1'],
])('a lock that ends in %i ms says Retry-After: %s', (ms, seconds) => {
  expect(refusal({ kind: 'locked', retryAt: NOW + ms }, NOW).headers).toMatchObject({
    'retry-after': seconds,
  });
});

test('FC7 a code that is refused says by how much the clock of the app is off, where the engine does', () => {
  const off = refusal({ kind: 'rejected', attemptsLeft: 3, clockOffSeconds: -300 }, NOW);
  expect(off.body).toMatchObject({ attemptsLeft: 3, clockOffSeconds: -300 });
  expect(refusal({ kind: 'rejected', attemptsLeft: 3 }, NOW).body).not.toHaveProperty('clockOffSeconds');
});

test('S3 proof that only a first factor can give names no level', () => {
  const outcome = {
    kind: 'proof-required',
    factors: [],
    firstFactors: ['password'],
    backupCode: false,
  } as const;
  const answer = refusal(outcome, NOW);
  expect(answer.headers?.['www-authenticate']).toContain('error="insufficient_user_authentication"');
  expect(answer.headers?.['www-authenticate']).not.toContain('acr_values');
  expect(answer.body).toMatchObject({ factors: [], firstFactors: ['password'], backupCode: false });
});
