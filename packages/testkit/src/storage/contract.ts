import type { ContractCase } from '../contract.ts';
import type { StorageClause } from './clause.ts';
import { addressing } from './clauses/addressing.ts';
import { auditTrail } from './clauses/audit-trail.ts';
import { compareAndSet } from './clauses/compare-and-set.ts';
import { disturbed } from './clauses/disturbed.ts';
import { dueAccounts } from './clauses/due-accounts.ts';
import { erasing } from './clauses/erasing.ts';
import { listingUsers } from './clauses/listing-users.ts';
import { opaqueText } from './clauses/opaque-text.ts';
import { racing } from './clauses/racing.ts';
import { readingTheTrail } from './clauses/reading-the-trail.ts';
import { recording } from './clauses/recording.ts';
import type { OpenStorage } from './clients.ts';

/** @inline */
export type StorageContractOptions = {
  readonly open: OpenStorage;
};

const clauses: readonly StorageClause[] = [
  ...compareAndSet,
  ...addressing,
  ...disturbed,
  ...opaqueText,
  ...auditTrail,
  ...recording,
  ...readingTheTrail,
  ...erasing,
  ...dueAccounts,
  ...listingUsers,
  ...racing,
];

/**
 * The contract of a storage adapter as a list of tests. Each opens a store of its own and closes it again, so they run
 * in any order and side by side. An adapter may be called Factorkit-compatible when all of them pass.
 *
 * @example
 * ```ts
 * import { openMemoryStorage, storageContract } from '@factorkit/testkit';
 * import { test } from 'node:test';
 *
 * for (const { name, run } of storageContract({ open: openMemoryStorage })) test(name, run);
 * ```
 */
export function storageContract({ open }: StorageContractOptions): readonly ContractCase[] {
  return clauses.map(({ name, check }) => ({
    name,
    async run() {
      const clients = await open();
      try {
        await check(clients);
      } finally {
        await clients.close();
      }
    },
  }));
}
