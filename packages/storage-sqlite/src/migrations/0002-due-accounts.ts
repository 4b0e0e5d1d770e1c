import type { Migration } from './migration.ts';

/**
 * From when on an account wants to be looked at; NULL where nothing waits in it, which is so in every account of before.
 *
 * The index holds only the accounts in which something waits, and all that the question asks: the rows with their states
 * are not touched.
 */
export const dueAccounts: Migration = {
  name: 'due-accounts',
  sql: ({ accounts, accountsByDue }) => `
ALTER TABLE ${accounts} ADD COLUMN due INTEGER;

CREATE INDEX ${accountsByDue} ON ${accounts} (due, user_id) WHERE due IS NOT NULL;
`,
};
