import { randomBytes } from 'node:crypto';
import type { AuditEvent } from '@factorkit/core';
import { createSeededRandom } from '@factorkit/testkit';
import { openAsking } from './asking.ts';
import { untilBack } from './being-back.ts';
import { chanceFrom } from './chance.ts';
import { clockOf, type SharedClock } from './clock.ts';
import { closeAccounts } from './closing.ts';
import type { Engine } from './engines/engine.ts';
import { openEngine } from './engines/open-engine.ts';
import { type Dose, type Fault, type FaultCounts, LOST_SHARE, planFaults, runFaults } from './faults.ts';
import type { RequestRecord } from './history.ts';
import type { Violation } from './ledger/case.ts';
import { violationsIn } from './ledger/ledger.ts';
import { runLoad } from './load.ts';
import { newPerson } from './person.ts';
import { throttle } from './policy.ts';
import { startServers } from './servers.ts';
import type { Store } from './stores/store.ts';
import { readTrail } from './whole-trail.ts';
import { openWire } from './wire.ts';

/** One run: an engine, four servers, users and faults. */
export interface Run {
  readonly engine: Engine;
  readonly store: Store;
  readonly people: number;
  /** The length in scenarios or in seconds. */
  readonly length: { readonly scenarios: number } | { readonly seconds: number };
  readonly faults: readonly Fault[];
  readonly dose: Dose;
  readonly seed: number;
  /** Seconds of the shared clock per second of real time. */
  readonly speed: number;
  readonly sabotage?: boolean;
}

/** How long a server waits for a SQLite file that is locked on purpose: shorter than the lock, in milliseconds. */
const SHORT_WAIT_MS = 400;

export interface Outcome {
  readonly run: Run;
  readonly records: readonly RequestRecord[];
  readonly trail: readonly AuditEvent[];
  readonly violations: readonly Violation[];
  readonly scenarios: number;
  /** Seconds of real time of the load, without start and end. */
  readonly seconds: number;
  readonly counts: FaultCounts & {
    /** Answers to saves that were dropped. */
    readonly lost: number;
    /** Saves that had failed and were found to have worked. */
    readonly recognised: number;
  };
  /** Why calls of the store failed, in the driver's words, and how often. */
  readonly causes: ReadonlyMap<string, number>;
  /** How long after the load every server answered again, in milliseconds. `undefined` if one did not. */
  readonly backMs: number | undefined;
}

/** Runs everything, always cleans up, and returns the result of the ledger. */
export async function runCluster(run: Run): Promise<Outcome> {
  const ending = new AsyncDisposableStack();
  await using _ = ending;
  const { engine, store, faults, seed } = run;
  const place = await store.newPlace();
  const direct = await openEngine(engine, place, { migrate: true });
  ending.defer(() => direct.end());
  const wired =
    faults.some((fault) => fault === 'cut' || fault === 'lost-answer') && store.write !== undefined;
  const wire = wired ? await openWire(place, store.write) : undefined;
  ending.defer(async () => wire?.close());

  const shared: SharedClock = { base: Date.UTC(2026, 0, 1), startedAt: Date.now(), speed: run.speed };
  const clock = clockOf(shared);
  const loses = faults.includes('lost-answer');
  const servers = await startServers({
    engine,
    url: wire?.url ?? place,
    clock: shared,
    key: randomBytes(32),
    lose: loses && wire === undefined ? LOST_SHARE : 0,
    sabotage: run.sabotage ?? false,
    busyMs: faults.includes('cut') ? SHORT_WAIT_MS : 5_000,
  });
  ending.defer(() => servers.stop());
  const asking = openAsking(servers.ports, clock);
  ending.defer(async () => asking.close());

  const chance = chanceFrom(createSeededRandom(seed));
  const people = Array.from({ length: run.people }, (_, index) => {
    const own = chanceFrom(createSeededRandom(seed * 1000 + index + 1));
    return newPerson(`user-${index}`, { chance: own, clock, asking });
  });

  if (loses) wire?.loseAnswers(LOST_SHARE);
  const from = performance.now();
  const secondsSoFar = (): number => (performance.now() - from) / 1000;
  let progress = 0;
  let faultsDone = false;
  const breaking = runFaults(
    planFaults(faults, run.dose, chance),
    { servers, store, place, wire, chance },
    () => progress,
  ).finally(() => {
    faultsDone = true;
  });
  const loading = runLoad({
    people,
    asking,
    enough(scenarios) {
      progress =
        'scenarios' in run.length ? scenarios / run.length.scenarios : secondsSoFar() / run.length.seconds;
      return progress >= 1 && faultsDone;
    },
  });
  const [counts, { scenarios }] = await Promise.all([breaking, loading]);
  const seconds = secondsSoFar();
  wire?.loseAnswers(0);

  const backMs = await untilBack(asking);
  const { endings, proven } = await closeAccounts(people);
  const trail = await readTrail(direct.storage);
  const { records } = asking;
  const { deaths } = servers;
  const history = { records, trail, endings, proven, throttle, backMs, deaths, faults: faults.length > 0 };
  const violations = violationsIn(history);
  const lost = (wire?.counts.lost ?? 0) + servers.counts.lost;
  return {
    ...{ run, records, trail, violations, scenarios, seconds, backMs, causes: servers.causes },
    counts: { ...counts, lost, recognised: servers.counts.recognised },
  };
}
