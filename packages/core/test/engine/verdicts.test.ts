import type { CheckResult, FactorMethod } from '@factorkit/core';
import { expect, expectTypeOf, test } from 'vitest';
import type { Account } from '../../src/account/account.ts';
import type { FactorData } from '../../src/account/factors/factor.ts';
import { decodeAccount, encodeAccount } from '../../src/codec/account-text.ts';
import { createKeyring } from '../../src/codec/keyring.ts';
import type { Decided } from '../../src/engine/commit/transact.ts';
import type { DecisionContext, DecisionMethod, EngineContext } from '../../src/engine/context.ts';
import { enrolKey } from './phases/cast.ts';
import { keyMethod } from './phases/key-method.ts';
import { openStage, policy, type Stage } from './phases/stage.ts';
import { challengeFor, KEY } from './world.ts';

/** Saves the account with something changed in it, as another server would. */
async function change(stage: Stage, changed: (account: Account) => Account, tag: string): Promise<void> {
  const keyring = createKeyring([KEY]);
  const { stored } = await stage.storage.load('anna');
  if (stored === undefined) throw new Error('nothing stored');
  const account = changed(decodeAccount(keyring, 'anna', stored, stage.clock.now()));
  await stage.storage.save('anna', { tag, state: encodeAccount(keyring, account, tag) }, stored.tag, []);
}

/** A server whose first saves lose to these changes, and what its method judged. */
async function contested(
  changes: readonly ((account: Account) => Account)[],
): Promise<{ readonly verdict: string; readonly judged: readonly FactorData[] }> {
  const stage = await openStage();
  const { factorId } = await enrolKey(stage);
  const { token } = await challengeFor(stage.mfa, 'anna');
  const judged: FactorData[] = [];
  const method: FactorMethod = {
    ...keyMethod,
    check: (input): Promise<CheckResult> => {
      judged.push(input.data);
      return keyMethod.check(input);
    },
  };
  const waiting = [...changes];
  const storage = {
    ...stage.storage,
    save: async (...given: Parameters<typeof stage.storage.save>): Promise<boolean> => {
      const next = waiting.shift();
      if (next !== undefined) await change(stage, next, `other-${waiting.length}`);
      return stage.storage.save(...given);
    },
  };
  const only = { ...policy, methods: { 'x-key': { allow: 'yes' } } } as const;
  const mfa = stage.server({ storage, methods: [method], policy: only });
  const { kind } = await mfa.verify({ token, factorId, response: 'credential-1' });
  return { verdict: kind, judged };
}

function eachFactor(changed: (factor: Account['factors'][number]) => Account['factors'][number]) {
  return (account: Account): Account => ({ ...account, factors: account.factors.map(changed) });
}

test('FA37 a flood of wrong guesses is no reason to judge a right answer again', async () => {
  const guess = eachFactor((factor) => ({
    ...factor,
    failures: { count: factor.failures.count + 1, lastAt: 1 },
  }));
  const { verdict, judged } = await contested([guess, guess, guess]);
  expect(verdict).toBe('complete');
  expect(judged).toHaveLength(1);
});

test('FA37 a verdict holds for the data that it was judged on: with other data it is judged again', async () => {
  const replaced = eachFactor((factor) => ({ ...factor, data: { credential: 'credential-2' } }));
  const { verdict, judged } = await contested([replaced]);
  expect(verdict).toBe('refused');
  expect(judged.map(({ credential }) => credential)).toEqual(['credential-1', 'credential-2']);
});

test('FA37 an answer that is right when it is judged does not pass a lock that came before its commit', async () => {
  const locked = eachFactor((factor) => ({
    ...factor,
    failures: { count: 5, lastAt: Date.UTC(2026, 10, 21, 12, 1, 0) },
  }));
  const { verdict, judged } = await contested([locked]);
  expect(verdict).toBe('locked');
  expect(judged).toHaveLength(1);
});

type Asynchronous<T> = {
  [Name in keyof T]: T[Name] extends ((...given: never[]) => Promise<unknown>) | undefined ? Name : never;
}[keyof T];

test('FA37 a decision cannot wait or reach a port, by its type', () => {
  type Port = 'storage' | 'portal' | 'sealer' | 'sendGuard' | 'callDelivery' | 'clock' | 'timer';
  expectTypeOf<Extract<keyof EngineContext, Port>>().toEqualTypeOf<Port>();
  expectTypeOf<Extract<keyof DecisionContext, Port>>().toEqualTypeOf<never>();
  expectTypeOf<Asynchronous<DecisionContext>>().toEqualTypeOf<never>();
  expectTypeOf<Asynchronous<Required<DecisionMethod>>>().toEqualTypeOf<never>();
  expectTypeOf<Promise<Decided<string>>>().not.toExtend<Decided<string>>();
  expectTypeOf<{ readonly answer: Promise<string> }>().not.toExtend<Decided<string>>();
});
