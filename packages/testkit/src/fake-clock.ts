import type { Clock } from '@factorkit/core';
import { refuseInProduction } from './production.ts';

const REFUSAL = 'a fake clock is for tests';

/** A clock that stands still until it is turned. */
export interface FakeClock {
  readonly now: Clock;
  /** Turns it on by so many milliseconds; a negative number turns it back. */
  advance(ms: number): void;
  /** Sets it: milliseconds since 1970. */
  set(ms: number): void;
}

/**
 * A clock for tests. In a portal that people use nothing would ever expire by it: no code, no lock, no session.
 *
 * @throws RangeError if a time is not a whole number of milliseconds from 0.
 * @throws Error where `NODE_ENV` is neither `test` nor `development`, also from `now`.
 * @example
 * ```ts
 * import { createFakeClock } from '@factorkit/testkit';
 *
 * const clock = createFakeClock({ nowMs: Date.UTC(2026, 0, 1) });
 * clock.advance(30_000);
 * clock.now(); // 30 seconds into the year
 * ```
 */
export function createFakeClock({ nowMs }: { readonly nowMs: number }): FakeClock {
  refuseInProduction(REFUSAL);
  let time = whole(nowMs);
  return {
    now() {
      refuseInProduction(REFUSAL);
      return time;
    },
    advance(ms) {
      time = whole(time + ms);
    },
    set(ms) {
      time = whole(ms);
    },
  };
}

function whole(ms: number): number {
  if (!Number.isSafeInteger(ms) || ms < 0) {
    throw new RangeError('the time must be a whole number of milliseconds from 0');
  }
  return ms;
}
