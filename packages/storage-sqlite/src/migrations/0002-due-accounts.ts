import type { Migration } from './migration.ts';

/**
 * From when on an account needs upkeep. NULL if it needs none, as in every account from before this migration.
 *
 * The index contains only accounts that need upkeep, and all columns of the query, so the rows are not read.
 */
export const dueAccounts: Migration = {
  name: 'due-accounts',
  sql: ({ accounts, accountsByDue }) => `
ALTER TABLE ${accounts} ADD COLUMN due INTEGER;

CREATE INDEX ${accountsByDue} ON ${accounts} (due, user_id) WHERE due IS NOT NULL;
`,
};
