/** Where the tables are. */
export interface TablePlace {
  /** What the names of the tables begin with: lower-case letters, digits and `_`. Default `factorkit_`. */
  readonly tablePrefix?: string | undefined;
  /** The database (MySQL's word for a schema) that holds them: letters, digits and `_`. Default: the connection's. */
  readonly database?: string | undefined;
}

/** The names of the tables and the view as they stand in SQL, and of the indices. */
export interface TableNames {
  readonly accounts: string;
  readonly accountsByDue: string;
  readonly events: string;
  readonly eventsByUser: string;
  readonly factors: string;
  readonly migrations: string;
  readonly trail: string;
}

/** Names go into the SQL as they are, so that only what cannot be anything else than a name is taken. */
export function tableNames({ tablePrefix = 'factorkit_', database }: TablePlace): TableNames {
  if (!/^[a-z][a-z0-9_]{0,31}$/.test(tablePrefix)) {
    throw new TypeError(
      'tablePrefix must begin with a letter and hold lower-case letters, digits and _ only, up to 32 of them',
    );
  }
  if (database !== undefined && !/^\w{1,64}$/.test(database)) {
    throw new TypeError('database must hold letters, digits and _ only, up to 64 of them');
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
