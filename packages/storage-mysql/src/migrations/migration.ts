import type { TableNames } from '../table-names.ts';

/**
 * One step from a version of the tables to the next. A change of tables is no part of a transaction in MySQL: where a
 * process dies between two statements the next one runs them all again, so each must do nothing where its work is done.
 */
export interface Migration {
  readonly name: string;
  statements(names: TableNames): readonly string[];
}
