import { DatabaseSync } from 'node:sqlite';
import { createMfa, type Mfa, totp } from '@factorkit/core';
import { presetS1 } from '@factorkit/core/policy';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import type { Sessions } from './sessions.ts';

/** The engine over a file, after its clock was compared with the store's. */
export async function mfaOf(sessions: Sessions): Promise<Mfa> {
  const database = new DatabaseSync(process.env.DATABASE ?? 'portal.sqlite');
  migrate(database);
  database.exec('CREATE TABLE IF NOT EXISTS enrolled (id TEXT PRIMARY KEY, yes INT)'); // a column of your users table
  const setEnrolled = database.prepare('REPLACE INTO enrolled VALUES (?, ?)');
  const enrolledOf = database.prepare('SELECT yes FROM enrolled WHERE id = ?');
  const mfa = createMfa({
    issuer: 'Portal',
    keys: [{ id: '1', key: process.env.MFA_KEY ?? '' }], // openssl rand -base64 32
    storage: createSqliteStorage({ database }),
    methods: [totp()],
    policy: { ...presetS1, recovery: [] }, // No support desk, so nobody to recover by.
    portal: {
      revokeSessions: (userId, options) => sessions.revokeSessions(userId, options),
      enrolmentChanged: async ({ userId, enrolled }) => void setEnrolled.run(userId, Number(enrolled)),
      expectEnrolled: async (userId) => enrolledOf.get(userId)?.yes === 1, // a lost row lets nobody in
    },
  });
  await mfa.ready();
  return mfa;
}
