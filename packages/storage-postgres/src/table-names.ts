/** Where the tables are. @inline */
export type TablePlace = {
  /**
   * The schema of the tables: lower-case letters, digits and `_`.
   *
   * @defaultValue `public`
   */
  readonly schema?: string | undefined;
  /**
   * The prefix of the table names: lower-case letters, digits and `_`.
   *
   * @defaultValue `factorkit_`
   */
  readonly tablePrefix?: string | undefined;
};

/** The names of the tables and what belongs to them, as in SQL. */
export interface TableNames {
  /** The schema's name, without quotes. */
  readonly schema: string;
  readonly accounts: string;
  /** An index is created in the schema of its table, so its name has no schema. */
  readonly accountsByDue: string;
  readonly events: string;
  readonly eventsByUser: string;
  readonly eventNumbers: string;
  readonly migrations: string;
  /** The view with one row for each factor, and the functions. */
  readonly factors: string;
  readonly documentOf: string;
  readonly textOf: string;
  readonly erase: string;
}

/**
 * Names become part of the SQL unchanged, so only plain names are accepted. They are quoted, because `user` is a name
 * and a word of SQL. All contain the schema, so that no search path decides what they mean.
 */
export function tableNames({ schema = 'public', tablePrefix = 'factorkit_' }: TablePlace): TableNames {
  assertName('schema', schema);
  assertName('tablePrefix', tablePrefix);
  const inSchema = (name: string): string => `"${schema}"."${tablePrefix}${name}"`;
  return {
    schema,
    accounts: inSchema('accounts'),
    accountsByDue: `"${tablePrefix}accounts_by_due"`,
    events: inSchema('events'),
    eventsByUser: `"${tablePrefix}events_by_user"`,
    eventNumbers: inSchema('event_numbers'),
    migrations: inSchema('migrations'),
    factors: inSchema('factors'),
    documentOf: inSchema('document_of'),
    textOf: inSchema('text_of'),
    erase: inSchema('erase'),
  };
}

function assertName(what: string, name: string): void {
  if (!/^[a-z][a-z0-9_]{0,31}$/.test(name) || name.startsWith('pg_')) {
    throw new TypeError(
      `${what} must start with a letter and contain only lower-case letters, digits and _, at most 32, and must not start with pg_`,
    );
  }
}
