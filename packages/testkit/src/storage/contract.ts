import type { ContractCase } from '../contract.ts';
import { addressing } from './cases/addressing.ts';
import { auditTrail } from './cases/audit-trail.ts';
import { compareAndSet } from './cases/compare-and-set.ts';
import { disturbed } from './cases/disturbed.ts';
import { dueAccounts } from './cases/due-accounts.ts';
import { erasing } from './cases/erasing.ts';
import { listingUsers } from './cases/listing-users.ts';
import { opaqueText } from './cases/opaque-text.ts';
import { racing } from './cases/racing.ts';
import { readingTheTrail } from './cases/reading-the-trail.ts';
import { recording } from './cases/recording.ts';
import type { OpenStorage } from './clients.ts';
import type { StorageCase } from './storage-case.ts';

/** @inline */
export type StorageContractOptions = {
  readonly open: OpenStorage;
};

const cases: readonly StorageCase[] = [
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
  return cases.map(({ name, check }) => ({
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
