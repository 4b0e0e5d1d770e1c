import { describe, expect, it } from 'vitest';
import { acceptAnswer, rejectAnswer } from '../../src/account/factors/verification.ts';
import {
  accountWith,
  active,
  codeSet,
  deepFreeze,
  LIMITS,
  NOON,
  pending,
  suspended,
} from './sample-accounts.ts';

const failures = (count: number) => ({ count, lastAt: NOON - 60_000 });

describe('a right answer', () => {
  const phone = active('phone', { failures: failures(4) });
  const spare = active('spare', { failures: failures(3) });
  const account = accountWith([phone, spare], { backupCodes: codeSet({ failures: failures(2) }) });
  const data = deepFreeze({ secret: 'sealed-phone', lastStep: 59 });
  const change = acceptAnswer(account, { factor: phone, data, challengeId: 'c1', now: NOON + 5 });

  it('P2 clears the count of the factor that was used, and of no other', () => {
    expect(change.account.factors.map(({ failures: { count } }) => count)).toEqual([0, 3]);
    expect(change.account.backupCodes?.failures.count).toBe(2);
  });

  it('T5 keeps what the method learned, in the same step as the verdict', () => {
    expect(change.account.factors[0]).toEqual({
      ...phone,
      data: { secret: 'sealed-phone', lastStep: 59 },
      failures: { count: 0, lastAt: 0 },
      lastUsedAt: NOON + 5,
    });
    expect(change.account.factors[1]).toBe(spare);
  });

  it('L1 FA33 says which factor, for which challenge, and that wrong answers came before', () => {
    expect(change.events).toEqual([
      { type: 'factor.accepted', factorId: 'phone', method: 'totp', challengeId: 'c1' },
      { type: 'factor.accepted-after-failures', factorId: 'phone', method: 'totp', failures: 4 },
    ]);
  });

  it('leaves epoch, primary and all else as it was', () => {
    expect({ ...change.account, factors: account.factors }).toEqual(account);
  });
});

describe('a wrong answer', () => {
  const reject = (count: number, limits = LIMITS) => {
    const phone = active('phone', { failures: failures(count) });
    const account = accountWith([phone, active('spare')], { backupCodes: codeSet() });
    return rejectAnswer(account, { factor: phone, challengeId: 'c1', limits, now: NOON });
  };

  it('H4 is counted on the factor, with its time', () => {
    const { account, events } = reject(0);
    expect(account.factors[0]?.failures).toEqual({ count: 1, lastAt: NOON });
    expect(events).toEqual([
      { type: 'factor.rejected', factorId: 'phone', method: 'totp', challengeId: 'c1', failures: 1 },
    ]);
  });

  it('P3 touches neither the other factors nor the backup codes', () => {
    const { account } = reject(98);
    expect(account.factors[1]).toEqual(active('spare'));
    expect(account.backupCodes).toEqual(codeSet());
  });

  it('H5 tells of the lock that it brings about, once each time', () => {
    expect(reject(3).events.map(({ type }) => type)).toEqual(['factor.rejected']);
    expect(reject(4).events).toEqual([
      { type: 'factor.rejected', factorId: 'phone', method: 'totp', challengeId: 'c1', failures: 5 },
      { type: 'factor.locked', factorId: 'phone', method: 'totp', until: NOON + 30_000 },
    ]);
    expect(reject(5).events[1]).toEqual({
      type: 'factor.locked',
      factorId: 'phone',
      method: 'totp',
      until: NOON + 60_000,
    });
  });

  it('P1 the hundredth in a row suspends the factor for good', () => {
    expect(reject(98).account.factors[0]?.status).toBe('active');
    const { account, events } = reject(99);
    expect(account.factors[0]).toEqual({
      ...active('phone'),
      failures: { count: 100, lastAt: NOON },
      status: 'suspended',
      suspendedAt: NOON,
    });
    expect(events.map(({ type }) => type)).toEqual(['factor.rejected', 'factor.suspended']);
  });

  it('P1 a lower cap suspends earlier, without a lock before it', () => {
    const { account, events } = reject(2, { ...LIMITS, cap: 3 });
    expect(account.factors[0]?.status).toBe('suspended');
    expect(events.map(({ type }) => type)).toEqual(['factor.rejected', 'factor.suspended']);
  });

  it('P3 keeps the epoch, so that a stranger’s guessing ends nobody’s sign-in', () => {
    expect(reject(99).account.epoch).toBe('epoch-1');
  });

  it('keeps the order of the factors, pending and suspended ones included', () => {
    const phone = active('phone');
    const account = accountWith([suspended('old'), phone, pending('new')]);
    const { account: next } = rejectAnswer(account, {
      factor: phone,
      challengeId: 'c',
      limits: LIMITS,
      now: NOON,
    });
    expect(next.factors.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'old suspended',
      'phone active',
      'new pending',
    ]);
  });
});
