import { createRequire } from 'node:module';
import type { Cell, Walked } from './cell.ts';
import type { ServerUrls } from './databases.ts';
import { runCell } from './run-cell.ts';

/** What this process is asked for: one cell at a time. */
export interface CellOrder {
  readonly cell: Cell;
  readonly urls: ServerUrls;
}

export type CellAnswer =
  /** With the files that this process has loaded as CommonJS. */
  { readonly walked: Walked; readonly commonJs: readonly string[] } | { readonly error: string };

process.on('message', ({ cell, urls }: CellOrder) => {
  runCell(cell, urls).then(
    (walked) => send({ walked, commonJs: Object.keys(createRequire(process.argv[1] ?? '').cache) }),
    (error: unknown) => send({ error: error instanceof Error ? String(error.stack) : String(error) }),
  );
});

function send(answer: CellAnswer): void {
  process.send?.(answer);
}
