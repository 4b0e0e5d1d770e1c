/** Where the tables are. @inline */
export type TablePrefix = {
  /**
   * The prefix of the table names: lower-case letters, digits and `_`.
   *
   * @defaultValue `factorkit_`
   */
  readonly tablePrefix?: string | undefined;
};

/** The names of the tables, their indices and the view. */
export interface TableNames {
  readonly accounts: string;
  readonly accountsByDue: string;
  /** The view that erases what is inserted into it. */
  readonly erasures: string;
  readonly events: string;
  readonly eventsByUser: string;
  readonly factors: string;
  readonly migrations: string;
}

/** Names become part of the SQL unchanged, so only plain names are accepted. */
export function tableNames(prefix = 'factorkit_'): TableNames {
  if (!/^[a-z][a-z0-9_]{0,31}$/.test(prefix) || prefix.startsWith('sqlite_')) {
    throw new TypeError(
      'tablePrefix must start with a letter and contain only lower-case letters, digits and _, at most 32',
    );
  }
  return {
    accounts: `${prefix}accounts`,
    accountsByDue: `${prefix}accounts_by_due`,
    erasures: `${prefix}erasures`,
    events: `${prefix}events`,
    eventsByUser: `${prefix}events_by_user`,
    factors: `${prefix}factors`,
    migrations: `${prefix}migrations`,
  };
}
