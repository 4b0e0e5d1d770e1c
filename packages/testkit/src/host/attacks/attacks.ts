import type { ContractCase } from '../../contract.ts';
import { casesFor } from '../cases/cases-for.ts';
import type { HostContractOptions } from '../host.ts';
import { guessing } from './guessing.ts';
import { keys } from './keys.ts';
import { moving } from './moving.ts';

/** What {@link hostAttacks} takes. @inline */
export type HostAttackOptions = HostContractOptions & {
  /** How many guesses, challenges and sends an attack makes; default 20. */
  readonly crowd?: number;
};

/**
 * Known attacks on a second factor as a list of tests, over HTTP against a whole portal: guesses at once, codes used
 * twice, capabilities after their end, accounts that were moved. They need a policy with five attempts, the default.
 *
 * @example
 * ```ts
 * import { hostAttacks, type OpenHost } from '@factorkit/testkit';
 * import { test } from 'node:test';
 *
 * declare const open: OpenHost; // as for `hostContract`
 *
 * const lacks = ['clock', 'two-accounts'] as const;
 * for (const { name, run } of hostAttacks({ open, lacks })) test(name, run);
 * ```
 */
export function hostAttacks({ crowd = 20, ...options }: HostAttackOptions): readonly ContractCase[] {
  return casesFor([...guessing(crowd), ...moving, ...keys], options);
}
