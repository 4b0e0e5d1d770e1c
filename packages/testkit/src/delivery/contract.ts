import type { ContractCase } from '../contract.ts';
import { setUp } from './bench.ts';
import type { DeliveryClause } from './clause.ts';
import { failing } from './clauses/failing.ts';
import { handingOver } from './clauses/handing-over.ts';
import type { OpenDelivery } from './rig.ts';

const DEFAULT_PATIENCE_MS = 20_000;

/** @inline */
export type DeliveryContractOptions = {
  readonly open: OpenDelivery;
  /** How long an answer may take before the case fails: milliseconds, default 20000. What keeps the contract never waits. */
  readonly patienceMs?: number;
};

const clauses: readonly DeliveryClause[] = [...handingOver, ...failing];

/**
 * The contract of a delivery adapter as a list of tests, against a service that the rig plays and the contract puts into
 * moods. Each opens a rig of its own and closes it again, so they run in any order and side by side.
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
  return clauses.map(({ name, check }) => ({
    name,
    async run() {
      const bench = await setUp(open, patienceMs);
      try {
        await check(bench);
      } finally {
        await bench.close();
      }
    },
  }));
}
