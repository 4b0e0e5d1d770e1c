/** Where the tables are. */
export interface TablePrefix {
  /** What the names of the tables begin with: lower-case letters, digits and `_`. Default `factorkit_`. */
  readonly tablePrefix?: string | undefined;
}

/** The names of the tables, their indices and the view. */
export interface TableNames {
  readonly accounts: string;
  readonly accountsByDue: string;
  readonly events: string;
  readonly eventsByUser: string;
  readonly factors: string;
  readonly migrations: string;
}

/** Names go into the SQL as they are, so that only what cannot be anything else than a name is taken. */
export function tableNames(prefix = 'factorkit_'): TableNames {
  if (!/^[a-z][a-z0-9_]{0,31}$/.test(prefix) || prefix.startsWith('sqlite_')) {
    throw new TypeError(
      'tablePrefix must begin with a letter and hold lower-case letters, digits and _ only, up to 32 of them',
    );
  }
  return {
    accounts: `${prefix}accounts`,
    accountsByDue: `${prefix}accounts_by_due`,
    events: `${prefix}events`,
    eventsByUser: `${prefix}events_by_user`,
    factors: `${prefix}factors`,
    migrations: `${prefix}migrations`,
  };
}
