import { describe, expect, it } from 'vitest';
import { backupCodeLimitsOf, deviceLimitsOf, maxOf, throttleOf } from '../../src/policy/limits.ts';
import { presetS1 } from '../../src/policy/presets/s1.ts';
import { policyWith } from './decision-table.ts';

describe('limits that a policy does not name', () => {
  it('P1 five tries, 30 seconds to an hour, ended at NIST’s hundred', () => {
    const limits = { attempts: 5, lockMs: 30_000, maxLockMs: 3_600_000, cap: 100 };
    expect(throttleOf(presetS1)).toEqual(limits);
    expect(throttleOf(policyWith({ throttle: {} }))).toEqual(limits);
  });

  it('R5 ten backup codes of 64 bits, a word at three left', () => {
    const limits = { count: 10, bits: 64, warnAt: 3 };
    expect(backupCodeLimitsOf({ issue: 'first-setup', acknowledge: 'gate' })).toEqual(limits);
  });

  it('five factors of a method', () => {
    expect(maxOf({ allow: 'yes' })).toBe(5);
  });
});

describe('limits that a policy names', () => {
  it('A5 trusted browsers: five of them where no number is said', () => {
    expect(deviceLimitsOf({ for: '7d' })).toEqual({ forMs: 604_800_000, max: 5 });
    expect(deviceLimitsOf({ for: '1h', max: 1 })).toEqual({ forMs: 3_600_000, max: 1 });
  });

  it('G2 G3 are taken as they are', () => {
    const throttle = { attempts: 3, lock: '30m', maxLock: '1d', cap: 10 } as const;
    expect(throttleOf(policyWith({ throttle }))).toEqual({
      attempts: 3,
      lockMs: 1_800_000,
      maxLockMs: 86_400_000,
      cap: 10,
    });
    expect(throttleOf(policyWith({ throttle: { cap: 5 } }))).toEqual({ ...throttleOf(presetS1), cap: 5 });
  });

  it('G2 the first lock is never longer than the longest', () => {
    const limits = throttleOf(policyWith({ throttle: { lock: '2h' } }));
    expect(limits).toMatchObject({ lockMs: 7_200_000, maxLockMs: 7_200_000 });
  });

  it('R5 zero is a number: no word about codes running low', () => {
    const rule = { issue: 'on-request', acknowledge: 'record', count: 5, bits: 128, warnAt: 0 } as const;
    expect(backupCodeLimitsOf(rule)).toEqual({ count: 5, bits: 128, warnAt: 0 });
    expect(maxOf({ allow: 'yes', max: 1 })).toBe(1);
  });
});
