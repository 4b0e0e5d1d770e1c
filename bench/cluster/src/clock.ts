import type { Clock } from '@factorkit/core';

/** One clock for all processes of a run. It is faster than real time, so that codes and locks expire quickly. */
export interface SharedClock {
  /** The time of this clock at its start: milliseconds since 1970. */
  readonly base: number;
  /** The start by the machine's clock. */
  readonly startedAt: number;
  /** Seconds of this clock per second of the machine's. */
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
