/** Slows down guessing of passwords: so many wrong answers in a row, then a pause. Kept in memory, for the demo. */
export interface Throttle {
  /** When the next try is judged: milliseconds since 1970; `undefined` means now. */
  pausedUntil(name: string): number | undefined;
  failed(name: string): void;
  succeeded(name: string): void;
}

interface Failures {
  readonly count: number;
  readonly lastAt: number;
}

const FREE_TRIES = 5;
const PAUSE_MS = 30_000;
/** Names are typed by strangers: without a bound they would fill the memory. */
const NAMES_KEPT = 10_000;

export function createThrottle(clock: () => number): Throttle {
  const failures = new Map<string, Failures>();
  return {
    pausedUntil(name) {
      const { count, lastAt } = failures.get(name) ?? { count: 0, lastAt: 0 };
      const until = lastAt + PAUSE_MS;
      return count >= FREE_TRIES && clock() < until ? until : undefined;
    },
    failed(name) {
      const count = (failures.get(name)?.count ?? 0) + 1;
      failures.delete(name);
      failures.set(name, { count, lastAt: clock() });
      if (failures.size > NAMES_KEPT) forgetOldest(failures);
    },
    succeeded(name) {
      failures.delete(name);
    },
  };
}

function forgetOldest(failures: Map<string, Failures>): void {
  for (const name of failures.keys()) {
    failures.delete(name);
    return;
  }
}
