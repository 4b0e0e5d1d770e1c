import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure, noFailures } from '../../src/account/failures/failures.ts';
import { type Lock, lockOf, type ThrottleLimits } from '../../src/account/failures/lock.ts';
import { LIMITS, NOON } from './sample-accounts.ts';

const open = (attemptsLeft: number) => ({ kind: 'open', attemptsLeft }) as const;
const lockedFor = (seconds: number) => ({ kind: 'locked', until: NOON + seconds * 1000 }) as const;
const capped: Lock = { kind: 'capped' };

describe('lockOf', () => {
  const rows: readonly {
    readonly count: number;
    readonly changed?: Partial<ThrottleLimits>;
    readonly lock: Lock;
  }[] = [
    { count: 0, lock: open(5) },
    { count: 1, lock: open(4) },
    { count: 4, lock: open(1) },
    { count: 5, lock: lockedFor(30) },
    { count: 6, lock: lockedFor(60) },
    { count: 7, lock: lockedFor(120) },
    { count: 11, lock: lockedFor(1920) },
    // 30 s doubled seven times is more than an hour: the longest lock holds from here on.
    { count: 12, lock: lockedFor(3600) },
    { count: 99, lock: { ...lockedFor(3600), suspendsNext: true } },
    { count: 100, lock: capped },
    { count: 101, lock: capped },
    { count: Number.MAX_SAFE_INTEGER, lock: capped },
    { count: 0, changed: { attempts: 1 }, lock: open(1) },
    { count: 1, changed: { attempts: 1 }, lock: lockedFor(30) },
    { count: 2, changed: { attempts: 1 }, lock: lockedFor(60) },
    { count: 5, changed: { maxLockMs: 30_000 }, lock: lockedFor(30) },
    { count: 6, changed: { maxLockMs: 30_000 }, lock: lockedFor(30) },
    // The cap comes before the first lock: what is left is counted down to the cap.
    { count: 0, changed: { cap: 3 }, lock: open(3) },
    { count: 2, changed: { cap: 3 }, lock: { ...open(1), suspendsNext: true } },
    { count: 3, changed: { cap: 3 }, lock: capped },
    { count: 4, changed: { cap: 5 }, lock: { ...open(1), suspendsNext: true } },
    { count: 5, changed: { cap: 5 }, lock: capped },
    { count: 0, changed: { attempts: 1, cap: 1 }, lock: { ...open(1), suspendsNext: true } },
    { count: 1, changed: { attempts: 1, cap: 1 }, lock: capped },
  ];

  for (const { count, changed = {}, lock } of rows) {
    const name = `${count} failures${Object.keys(changed).length > 0 ? ` under ${JSON.stringify(changed)}` : ''}`;
    it(`H4 P1 ${name}: ${lock.kind}`, () => {
      const limits = { ...LIMITS, ...changed };
      expect(lockOf({ count, lastAt: NOON }, limits, NOON)).toEqual(lock);
    });
  }

  it('H4 a lock ends at its last millisecond, and leaves one try', () => {
    const failures = { count: 5, lastAt: NOON };
    expect(lockOf(failures, LIMITS, NOON + 29_999)).toEqual(lockedFor(30));
    expect(lockOf(failures, LIMITS, NOON + 30_000)).toEqual(open(1));
    expect(lockOf(failures, LIMITS, NOON + 86_400_000)).toEqual(open(1));
  });

  it('H4 the failure after a lock locks at once, twice as long', () => {
    const later = NOON + 30_000;
    expect(lockOf(afterFailure({ count: 5, lastAt: NOON }, later), LIMITS, later)).toEqual({
      kind: 'locked',
      until: later + 60_000,
    });
  });

  it('H4 a clock that was set back keeps a lock shut', () => {
    expect(lockOf({ count: 5, lastAt: NOON }, LIMITS, NOON - 3_600_000).kind).toBe('locked');
  });

  it('P1 no time ends the cap', () => {
    expect(lockOf({ count: 100, lastAt: 0 }, LIMITS, Number.MAX_SAFE_INTEGER)).toEqual(capped);
  });

  it('P1 a stricter policy acts at once on failures that were counted before it', () => {
    const failures = { count: 4, lastAt: NOON };
    expect(lockOf(failures, LIMITS, NOON)).toEqual(open(1));
    expect(lockOf(failures, { ...LIMITS, attempts: 3 }, NOON)).toEqual(lockedFor(60));
    expect(lockOf(failures, { ...LIMITS, cap: 4 }, NOON)).toEqual(capped);
  });

  it('P1 in a row of wrong answers, each as soon as it may be given, no more than the cap are judged', () => {
    fc.assert(
      fc.property(
        fc.record({
          attempts: fc.integer({ min: 1, max: 100 }),
          lockMs: fc.integer({ min: 1000, max: 86_400_000 }),
          maxLockMs: fc.integer({ min: 1000, max: 86_400_000 }),
          cap: fc.integer({ min: 1, max: 100 }),
        }),
        (limits) => {
          let failures = noFailures;
          let now = NOON;
          let judged = 0;
          for (
            let lock = lockOf(failures, limits, now);
            lock.kind !== 'capped';
            lock = lockOf(failures, limits, now)
          ) {
            if (lock.kind === 'locked') {
              expect(lock.until - now).toBeLessThanOrEqual(limits.maxLockMs);
              now = lock.until;
              continue;
            }
            expect(lock.attemptsLeft).toBeGreaterThanOrEqual(1);
            expect(lock.attemptsLeft).toBeLessThanOrEqual(limits.cap - failures.count);
            failures = afterFailure(failures, now);
            judged++;
          }
          expect(judged).toBe(limits.cap);
        },
      ),
    );
  });

  it('H4 the tries that are said to be left are the tries that there are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 100 }),
        (count, attempts, cap) => {
          const limits = { ...LIMITS, attempts, cap };
          const start = lockOf({ count, lastAt: NOON - 86_400_000 }, limits, NOON);
          fc.pre(start.kind === 'open');
          let failures = { count, lastAt: NOON };
          for (let used = 0; used < start.attemptsLeft; used++) failures = afterFailure(failures, NOON);
          expect(lockOf(failures, limits, NOON).kind).not.toBe('open');
        },
      ),
    );
  });
});

describe('afterFailure', () => {
  it('H4 adds one, and keeps when', () => {
    expect(afterFailure(noFailures, NOON)).toEqual({ count: 1, lastAt: NOON });
    expect(afterFailure({ count: 7, lastAt: NOON }, NOON + 1)).toEqual({ count: 8, lastAt: NOON + 1 });
    expect(noFailures).toEqual({ count: 0, lastAt: 0 });
  });
});
