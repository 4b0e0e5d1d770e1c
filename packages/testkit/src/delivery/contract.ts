import type { ContractCase } from '../contract.ts';
import { failing } from './cases/failing.ts';
import { handingOver } from './cases/handing-over.ts';
import type { DeliveryCase } from './delivery-case.ts';
import { setUp } from './fixture.ts';
import type { OpenDelivery } from './harness.ts';

const DEFAULT_PATIENCE_MS = 20_000;

/** @inline */
export type DeliveryContractOptions = {
  readonly open: OpenDelivery;
  /** How long an answer may take before the case fails: milliseconds, default 20000. What keeps the contract never waits. */
  readonly patienceMs?: number;
};

const cases: readonly DeliveryCase[] = [...handingOver, ...failing];

/**
 * The contract of a delivery adapter as a list of tests, against a service that the harness plays and the contract puts into
 * moods. Each opens a harness of its own and closes it again, so they run in any order and side by side.
 *
 * @example
 * ```ts
 * import { deliveryContract, type OpenDelivery } from '@factorkit/testkit';
 * import { test } from 'node:test';
 *
 * declare const open: OpenDelivery; // yours
 *
 * for (const { name, run } of deliveryContract({ open })) test(name, run);
 * ```
 */
export function deliveryContract({
  open,
  patienceMs = DEFAULT_PATIENCE_MS,
}: DeliveryContractOptions): readonly ContractCase[] {
  return cases.map(({ name, check }) => ({
    name,
    async run() {
      const fixture = await setUp(open, patienceMs);
      try {
        await check(fixture);
      } finally {
        await fixture.close();
      }
    },
  }));
}
