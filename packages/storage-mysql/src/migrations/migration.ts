import type { TableNames } from '../table-names.ts';

/**
 * One step from one version of the tables to the next. MySQL has no transactions for changes of tables: if a process
 * ends between two statements, the next run repeats them all. So each statement must do nothing if its work is done.
 */
export interface Migration {
  readonly name: string;
  statements(names: TableNames): readonly string[];
}
