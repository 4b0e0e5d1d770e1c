import type { Timer } from '../../src/ports/timer.ts';
/** A timer that fires when it is told to. */
export interface FakeTimer {
  readonly timer: Timer;
  /** How many calls wait. */
  readonly waiting: () => number;
  /** Lets so much time pass: what is due by then is called, in order. */
  pass(milliseconds: number): Promise<void>;
}

/** Pauses between lost races are over at once: no test waits for them. */
const PAUSES_MS = 100;

export function createFakeTimer(): FakeTimer {
  const waiting = new Map<object, { readonly at: number; readonly done: () => void }>();
  let now = 0;
  return {
    timer: (milliseconds, done) => {
      const key = {};
      if (milliseconds < PAUSES_MS) queueMicrotask(done);
      else waiting.set(key, { at: now + milliseconds, done });
      return () => {
        waiting.delete(key);
      };
    },
    waiting: () => waiting.size,
    async pass(milliseconds) {
      // Calls that are under way get as far as they can first.
      await new Promise((resolve) => setImmediate(resolve));
      now += milliseconds;
      const due = [...waiting].filter(([, { at }]) => at <= now);
      for (const [key, { done }] of due.toSorted(([, one], [, other]) => one.at - other.at)) {
        waiting.delete(key);
        done();
      }
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
