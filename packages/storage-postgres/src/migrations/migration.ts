import type { TableNames } from '../table-names.ts';

/** One step from one version of the tables to the next. */
export interface Migration {
  readonly name: string;
  sql(names: TableNames): string;
}
