import { ContractBreach, type OpenStorage, openMemoryStorage, storageContract } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { storageMutants } from './storage-mutants/mutants.ts';

/** The names of the cases that failed, each with what it threw. */
async function breached(open: OpenStorage): Promise<ReadonlyMap<string, unknown>> {
  const errors = new Map<string, unknown>();
  for (const { name, run } of storageContract({ open })) {
    await run().catch((error: unknown) => errors.set(name, error));
  }
  return errors;
}

describe('memory storage keeps the contract', () => {
  for (const { name, run } of storageContract({ open: openMemoryStorage })) test(name, run);
});

describe('every mutant is caught', () => {
  test.each(storageMutants.map((mutant) => [mutant.name, mutant] as const))(
    '%s',
    async (_name, { breaks, caughtBy }) => {
      const open: OpenStorage = async () => breaks(await openMemoryStorage());
      const named = storageContract({ open }).find(({ name }) => name === caughtBy);
      await expect(named?.run()).rejects.toBeInstanceOf(ContractBreach);
    },
  );
});

test('every case of the contract catches somebody', () => {
  const cases = storageContract({ open: openMemoryStorage }).map(({ name }) => name);
  expect(new Set(storageMutants.map(({ caughtBy }) => caughtBy))).toEqual(new Set(cases));
  expect(new Set(cases).size).toBe(cases.length);
});

test('a mutant is judged for its own fault: the wrapping alone breaks nothing', async () => {
  expect(
    await breached(async () => {
      const good = await openMemoryStorage();
      return { ...good, first: { ...good.first }, second: { ...good.second } };
    }),
  ).toEqual(new Map());
});

test('a store is closed once, also after an error', async () => {
  let opened = 0;
  let closed = 0;
  const open: OpenStorage = async () => {
    opened += 1;
    const good = await openMemoryStorage();
    const broken = { ...good.first, save: () => Promise.reject(new Error('down')) };
    return {
      ...good,
      first: broken,
      async close() {
        closed += 1;
      },
    };
  };
  const errors = await breached(open);
  expect(errors.size).toBeGreaterThan(0);
  expect(opened).toBe(storageContract({ open }).length);
  expect(closed).toBe(opened);
});
