import type { Chance } from './chance.ts';
import { SERVERS, type Servers } from './servers.ts';
import type { Store } from './stores/store.ts';
import type { Wire } from './wire.ts';

export const FAULTS = ['kill', 'restart', 'cut', 'lost-answer'] as const;
export type Fault = (typeof FAULTS)[number];

export function isFault(name: string): name is Fault {
  return FAULTS.some((fault) => fault === name);
}

/** How often each fault comes. `lost-answer` is a share of all saves, see {@link LOST_SHARE}. */
export interface Dose {
  readonly kill: number;
  readonly restart: number;
  readonly cut: number;
}

/** The share of saves whose answer is lost. */
export const LOST_SHARE = 0.08;
/** The share of connections that a cut closes. */
const CUT_SHARE = 0.4;
/** How long a SQLite file is locked, in milliseconds: longer than a server waits for it. */
const HOLD_MS = 550;

/** One fault, after this part of the load: 0 to 1. */
export interface Planned {
  readonly at: number;
  readonly fault: Exclude<Fault, 'lost-answer'>;
}

/** Spreads the faults over the load, each at a random point within its share of it. */
export function planFaults(faults: readonly Fault[], dose: Dose, chance: Chance): readonly Planned[] {
  return faults
    .flatMap((fault) => {
      if (fault === 'lost-answer') return [];
      const count = dose[fault];
      return Array.from({ length: count }, (_, index) => ({
        at: 0.05 + (0.9 * (index + chance.below(1000) / 1000)) / count,
        fault,
      }));
    })
    .toSorted((one, other) => one.at - other.at);
}

/** The targets of faults. */
export interface Ground {
  readonly servers: Servers;
  readonly store: Store;
  readonly place: string;
  readonly wire: Wire | undefined;
  readonly chance: Chance;
}

export interface FaultCounts {
  readonly killed: number;
  readonly restarted: number;
  /** The number of cut connections, or for SQLite of locks on the file. */
  readonly cut: number;
}

/** Carries out the plan, one fault after the other, during the load. Resolves after the last one. */
export async function runFaults(
  plan: readonly Planned[],
  { servers, store, place, wire, chance }: Ground,
  progress: () => number,
): Promise<FaultCounts> {
  const counts = { killed: 0, restarted: 0, held: 0 };
  for (const { at, fault } of plan) {
    while (progress() < at) await new Promise((resolve) => setTimeout(resolve, 20));
    if (fault === 'kill') {
      await servers.killAndRestart(chance.below(SERVERS));
      counts.killed += 1;
    } else if (fault === 'restart') {
      await store.restart?.();
      counts.restarted += store.restart === undefined ? 0 : 1;
    } else if (wire !== undefined) {
      wire.cut(CUT_SHARE);
    } else {
      await store.hold?.(place, HOLD_MS);
      counts.held += 1;
    }
  }
  return { killed: counts.killed, restarted: counts.restarted, cut: wire?.counts.cut ?? counts.held };
}
