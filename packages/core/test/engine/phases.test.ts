import nodeCrypto from 'node:crypto';
import { afterAll, describe, expect, test, vi } from 'vitest';
import type { Operation } from './phases/operations.ts';
import type { Fate, Fault, PortCall } from './phases/port-fault.ts';

// Counted where they are made: the function is looked up when the module loads.
const derive = vi.spyOn(nodeCrypto, 'scrypt');
vi.resetModules();
const { operations } = await import('./phases/operations.ts');
const { openStage } = await import('./phases/stage.ts');
const { beyond, count, recordEffects } = await import('./phases/effects.ts');
const { ADDED_BY_A_FAILURE, expectedEffects, LOST_IN_A_CRASH, listOf } = await import(
  './phases/expected-effects.ts'
);

afterAll(() => {
  derive.mockRestore();
  vi.resetModules();
});

interface Run {
  /** The kind of the answer; `threw`, or `died` if the process was gone before it answered. */
  readonly kind: string;
  readonly effects: readonly string[];
  readonly calls: readonly PortCall[];
  /** Sends that the account counts more than before. */
  readonly slots: number;
}

type Rehearsal = (stage: Awaited<ReturnType<typeof openStage>>, died: () => void) => Fault;

async function perform(operation: Operation, faultOf: Rehearsal): Promise<Run> {
  const stage = await openStage(operation.policy);
  const call = await operation.arrange(stage);
  const sends = async (): Promise<number> => (await stage.account())?.sends?.length ?? 0;
  const [effects, before, derived] = [await recordEffects(stage), await sends(), derive.mock.calls.length];
  let died: () => void = () => undefined;
  const death = new Promise<void>((resolve) => {
    died = resolve;
  });
  const { mfa, calls } = stage.failing(
    faultOf(stage, () => died()),
    operation.keys,
  );
  const answer = call(mfa).then(kindOf, () => 'threw');
  const kind = await Promise.race([answer, death.then(settled).then(() => 'died')]);
  await settled();
  const derivations = Array.from({ length: derive.mock.calls.length - derived }, () => 'derived');
  return {
    kind,
    effects: [...(await effects()), ...derivations].toSorted(),
    calls,
    slots: (await sends()) - before,
  };
}

function kindOf(answer: unknown): string {
  return String(Object(answer).kind);
}

/** What is under way without being waited for gets as far as it can. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const works: Rehearsal = () => () => 'works';

/** Another writer wins so many races, from this save of the account on. */
function races(lost: number, from: number): Rehearsal {
  return (stage) => {
    let saves = 0;
    return async ({ savesAccount }): Promise<Fate> => {
      if (savesAccount) saves += 1;
      if (savesAccount && saves >= from && saves < from + lost) await stage.rival();
      return 'works';
    };
  };
}

/** The answer of one save of the account is lost, and others save before the account is read again. */
function lostAnswer(save: number, overtaken: number): Rehearsal {
  return (stage) => {
    let saves = 0;
    let rivals = 0;
    return async ({ savesAccount }): Promise<Fate> => {
      for (; rivals > 0; rivals--) await stage.rival();
      if (savesAccount) saves += 1;
      if (!savesAccount || saves !== save) return 'works';
      rivals = overtaken;
      return 'loses its answer';
    };
  };
}

function fails(at: number, fate: Fate): Rehearsal {
  return (_stage, died) =>
    ({ number }) => {
      if (number !== at) return 'works';
      if (fate === 'crashes after') died();
      return fate;
    };
}

function isOneOf(kinds: readonly string[]): (effect: string) => boolean {
  return (effect) => kinds.some((kind) => effect.startsWith(kind));
}

/** What is wrong after one call of a port failed, in words. */
function trouble(healthy: Run, run: Run, at: PortCall, fate: Fate): readonly string[] {
  const { effects } = run;
  const found: string[] = [];
  const twice = beyond(effects, healthy.effects).filter((effect) => !isOneOf(ADDED_BY_A_FAILURE)(effect));
  if (twice.length > 0) found.push(`too often: ${twice.join(', ')}`);
  const written = healthy.effects.filter(isOneOf(['wrote']));
  const isCommitted = written.length > 0 && beyond(written, effects).length === 0;
  const missing = beyond(healthy.effects, effects).filter((effect) => !isOneOf(LOST_IN_A_CRASH)(effect));
  if (isCommitted && at.name !== 'storage.record' && missing.length > 0)
    found.push(`committed without: ${missing.join(', ')}`);
  if (count(effects, 'delivered') > count(effects, 'wrote code.sent')) found.push('sent before the commit');
  const answered = run.kind === healthy.kind && at.name !== 'storage.record';
  if (answered && beyond(written, effects).length > 0) found.push('answered without the commit');
  const isBalanced = fate === 'crashes after' || /^(sendGuard|delivery)/.test(at.name);
  const paid = count(effects, 'admitted') - count(effects, 'refunded');
  if (!isBalanced && paid !== count(effects, 'delivered')) found.push('counted by the guard, and not sent');
  const isSlotKnown = fate === 'crashes after' || at.name === 'delivery.deliver';
  if (!isSlotKnown && run.slots > count(effects, 'delivered'))
    found.push('counted in the account, and not sent');
  return found;
}

const FATES: readonly Fate[] = ['throws', 'loses its answer', 'crashes after'];
const cases = operations.map((operation) => [operation.name, operation] as const);

describe('FA11 FA37 FA38 FT1 each effect of an operation happens once', () => {
  test('the list has every operation', async () => {
    // `ready` reads a clock, and no account.
    const { ready: _, ...mfa } = (await openStage()).mfa;
    const named = (of: object, before = ''): readonly string[] =>
      Object.entries(of)
        .filter(([, member]) => typeof member === 'function')
        .map(([name]) => before + name);
    const { recovery, support } = mfa;
    const all = [...named(mfa), ...named(recovery, 'recovery.'), ...named(support, 'support.')];
    expect([...new Set(operations.map(({ of }) => of))].toSorted()).toEqual(all.toSorted());
    expect(Object.keys(expectedEffects)).toEqual(operations.map(({ name }) => name));
  });

  test.each(cases)('undisturbed: %s', async (name, operation) => {
    const run = await perform(operation, works);
    expect(run.effects).toEqual(listOf(expectedEffects[name] ?? {}));
  });

  test.each(cases)('with one, two and ten lost races: %s', async (_name, operation) => {
    const healthy = await perform(operation, works);
    const saves = healthy.calls.filter(({ savesAccount }) => savesAccount).length;
    for (let from = 1; from <= saves; from++) {
      for (const lost of [1, 2, 10]) {
        const { kind, effects } = await perform(operation, races(lost, from));
        expect({ kind, effects }).toEqual({ kind: healthy.kind, effects: healthy.effects });
      }
    }
  });

  test.each(cases)(
    'with an answer of the store lost, also if others save meanwhile: %s',
    async (_name, operation) => {
      const healthy = await perform(operation, works);
      const saves = healthy.calls.filter(({ savesAccount }) => savesAccount).length;
      for (let save = 1; save <= saves; save++) {
        for (const overtaken of [0, 3]) {
          const { kind, effects } = await perform(operation, lostAnswer(save, overtaken));
          expect({ kind, effects }).toEqual({ kind: healthy.kind, effects: healthy.effects });
        }
      }
    },
  );

  test.each(cases)('with a failure or a crash at each call of a port: %s', async (_name, operation) => {
    const healthy = await perform(operation, works);
    const found: string[] = [];
    for (const at of healthy.calls) {
      for (const fate of FATES) {
        const run = await perform(operation, fails(at.number, fate));
        const troubles = trouble(healthy, run, at, fate);
        found.push(...troubles.map((text) => `${at.name} (call ${at.number}) ${fate}: ${text}`));
      }
    }
    expect(found).toEqual([]);
  });
});
