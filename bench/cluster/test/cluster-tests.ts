import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest';
import { tier } from '../../../test-tiers.ts';
import type { Engine } from '../src/engines/engine.ts';
import { type Dose, FAULTS, type Fault } from '../src/faults.ts';
import type { Act, RequestRecord } from '../src/history.ts';
import { groupedBy } from '../src/ledger/case.ts';
import { type Outcome, type Run, runCluster } from '../src/run.ts';
import { MISSING, startStore } from '../src/stores/start.ts';
import type { Store } from '../src/stores/store.ts';

/** Faults of a run that is over in seconds. */
const DOSE: Dose = { kill: 2, restart: 1, cut: 4 };
const PEOPLE = 10;

/** The runs that each store has to stand. The one without faults is part of the full dose only. */
export function clusterTests(engine: Engine): void {
  const store = storeFor(engine);

  if (tier === 'soak') {
    test(`four servers over ${engine}: every verdict under load is right`, async (context) => {
      const outcome = await runOn(store(context), { engine, faults: [], scenarios: 110 });
      expect(outcome.violations).toEqual([]);
      expectWork(outcome);
    });
  }

  test(`four servers over ${engine}: servers killed, the store restarted, connections cut, answers lost: the ledger is still right`, async (context) => {
    const ground = store(context);
    const outcome = await runOn(ground, { engine, faults: FAULTS, scenarios: 110 });
    expect(outcome.violations).toEqual([]);
    expectWork(outcome);
    const { counts } = outcome;
    expect(counts).toMatchObject({
      killed: DOSE.kill,
      restarted: ground.restart === undefined ? 0 : DOSE.restart,
    });
    expect(counts.cut).toBeGreaterThan(0);
    expect(counts.lost).toBeGreaterThan(0);
    expect(counts.recognised).toBeGreaterThan(0);
  });
}

/** Starts a store before the tests of the file that calls it, and ends it after them. */
export function storeFor(engine: Engine): (context: TestContext) => Store {
  let store: Store | undefined;
  beforeAll(async () => {
    store = await startStore(engine);
  });
  afterAll(() => store?.stop());
  return (context) => store ?? context.skip(MISSING[engine]);
}

interface ShortRun extends Pick<Run, 'engine' | 'sabotage'> {
  readonly faults: readonly Fault[];
  readonly scenarios: number;
}

export function runOn(store: Store, { scenarios, ...run }: ShortRun): Promise<Outcome> {
  return runCluster({ ...run, store, people: PEOPLE, length: { scenarios }, dose: DOSE, seed: 7, speed: 30 });
}

/** That the load was one: a run in which nothing happened breaks no rule. */
function expectWork({ records, trail }: Outcome): void {
  const answers = (acts: readonly Act['kind'][], answer: RequestRecord['answer']['kind']): number =>
    records.filter(({ act, answer: { kind } }) => acts.includes(act.kind) && kind === answer).length;
  const events = (type: string): number => trail.filter((event) => event.type === type).length;
  expect(answers(['code'], 'done')).toBeGreaterThan(25);
  expect(answers(['code'], 'rejected')).toBeGreaterThan(10);
  expect(answers(['code'], 'locked')).toBeGreaterThan(1);
  expect(answers(['backup-code'], 'done')).toBeGreaterThan(1);
  expect(raced(records, 'code')).toBeGreaterThan(5);
  expect(raced(records, 'backup-code')).toBeGreaterThan(1);
  expect(events('factor.activated')).toBeGreaterThan(PEOPLE);
  expect(events('factor.removed')).toBeGreaterThan(0);
  expect(events('backup-codes.issued')).toBeGreaterThan(PEOPLE);
  expect(new Set(records.map(({ server }) => server)).size).toBe(4);
}

/** How many right codes were with several servers at the same time. */
function raced(records: readonly RequestRecord[], kind: 'code' | 'backup-code'): number {
  const sent = groupedBy(records, ({ userId, act }) => {
    if (act.kind !== kind) return undefined;
    if (act.kind === 'backup-code') return act.issued ? `${userId} ${act.code}` : undefined;
    return act.step === undefined ? undefined : `${act.factorId} ${act.step}`;
  });
  return [...sent.values()].filter((same) => {
    const [first] = same;
    const others = same.filter(
      ({ server, askedAt }) => server !== first?.server && askedAt < (first?.answeredAt ?? 0),
    );
    return others.length > 0;
  }).length;
}
