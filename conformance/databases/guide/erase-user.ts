import { createMfa, type MfaOptions } from '@factorkit/core';
import type { PostgresStorage } from '@factorkit/storage-postgres';
import type { Kysely } from 'kysely';

export async function eraseUser(
  userId: string,
  db: Kysely<{ users: { id: string } }>,
  storage: PostgresStorage,
  options: MfaOptions,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('users').where('id', '=', userId).execute();
    await createMfa({ ...options, storage: storage.within(trx) }).eraseAccount({ userId });
  });
}
