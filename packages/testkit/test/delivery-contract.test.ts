import { ContractBreach, deliveryContract, type OpenDelivery } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { deliveryMutants } from './delivery-mutants/mutants.ts';
import { openFunctionDelivery } from './function-harness.ts';

/** The names of the cases that failed, each with what it threw. */
async function breached(open: OpenDelivery, patienceMs = 20_000): Promise<ReadonlyMap<string, unknown>> {
  const errors = new Map<string, unknown>();
  for (const { name, run } of deliveryContract({ open, patienceMs })) {
    await run().catch((error: unknown) => errors.set(name, error));
  }
  return errors;
}

describe('a function keeps the delivery contract', () => {
  for (const { name, run } of deliveryContract({ open: openFunctionDelivery })) test(name, run);
});

describe('every delivery mutant is caught', () => {
  test.each(deliveryMutants.map((mutant) => [mutant.name, mutant] as const))(
    '%s',
    async (_name, { breaks, caughtBy }) => {
      // The one that waits for ever costs this much time; nobody else waits at all.
      const errors = await breached(breaks(openFunctionDelivery), 200);
      expect([...errors.keys()]).toContain(caughtBy);
    },
  );
});

test('every case of the delivery contract catches somebody', () => {
  const cases = deliveryContract({ open: openFunctionDelivery }).map(({ name }) => name);
  expect(new Set(deliveryMutants.map(({ caughtBy }) => caughtBy))).toEqual(new Set(cases));
  expect(new Set(cases).size).toBe(cases.length);
});

test('a delivery mutant is judged for its own fault: the wrapping alone breaks nothing', async () => {
  const wrapped: OpenDelivery = async (conditions) => {
    const good = await openFunctionDelivery({ ...conditions });
    return { ...good, adapter: { ...good.adapter } };
  };
  expect(await breached(wrapped)).toEqual(new Map());
});

test('a harness is closed once, also after an error', async () => {
  let opened = 0;
  let closed = 0;
  const open: OpenDelivery = async (conditions) => {
    opened += 1;
    const good = await openFunctionDelivery(conditions);
    return {
      ...good,
      adapter: { ...good.adapter, deliver: () => Promise.reject(new ContractBreach('down')) },
      async close() {
        closed += 1;
      },
    };
  };
  const errors = await breached(open);
  expect(errors.size).toBe(opened);
  expect(opened).toBe(deliveryContract({ open }).length);
  expect(closed).toBe(opened);
});
