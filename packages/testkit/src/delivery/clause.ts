import type { Bench } from './bench.ts';

/** One sentence of the delivery contract, and how it is checked. */
export interface DeliveryClause {
  readonly name: string;
  check(bench: Bench): Promise<void>;
}
