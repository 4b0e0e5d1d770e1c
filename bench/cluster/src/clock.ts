import type { Clock } from '@factorkit/core';

/** One time for all processes of a run, faster than the world's, so that codes and locks pass quickly. */
export interface SharedClock {
  /** What the clock showed when it was started: milliseconds since 1970. */
  readonly base: number;
  /** When that was, by the machine's clock. */
  readonly startedAt: number;
  /** How many seconds of it pass in one of the machine's. */
  readonly speed: number;
}

/** The period of every authenticator app here, in milliseconds of the shared clock. */
export const STEP_MS = 30_000;

export function clockOf({ base, startedAt, speed }: SharedClock): Clock {
  return () => Math.floor(base + (Date.now() - startedAt) * speed);
}

export function stepAt(time: number): number {
  return Math.floor(time / STEP_MS);
}
