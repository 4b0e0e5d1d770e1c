/** Where the tables are. @inline */
export type TablePlace = {
  /**
   * The prefix of the table names: lower-case letters, digits and `_`.
   *
   * @defaultValue `factorkit_`
   */
  readonly tablePrefix?: string | undefined;
  /**
   * The database (MySQL's word for a schema) of the tables: letters, digits and `_`.
   *
   * @defaultValue the connection's
   */
  readonly database?: string | undefined;
};

/** The names of the tables and the view as in SQL, and of the indices. */
export interface TableNames {
  readonly accounts: string;
  readonly accountsByDue: string;
  readonly events: string;
  readonly eventsByUser: string;
  readonly factors: string;
  readonly migrations: string;
  readonly trail: string;
}

/** Names become part of the SQL unchanged, so only plain names are accepted. */
export function tableNames({ tablePrefix = 'factorkit_', database }: TablePlace): TableNames {
  if (!/^[a-z][a-z0-9_]{0,31}$/.test(tablePrefix)) {
    throw new TypeError(
      'tablePrefix must start with a letter and contain only lower-case letters, digits and _, at most 32',
    );
  }
  if (database !== undefined && !/^\w{1,64}$/.test(database)) {
    throw new TypeError('database must contain only letters, digits and _, at most 64');
  }
  const table = (name: string): string =>
    `${database === undefined ? '' : `\`${database}\`.`}${tablePrefix}${name}`;
  return {
    accounts: table('accounts'),
    accountsByDue: `${tablePrefix}accounts_by_due`,
    events: table('events'),
    eventsByUser: `${tablePrefix}events_by_user`,
    factors: table('factors'),
    migrations: table('migrations'),
    trail: table('trail'),
  };
}
