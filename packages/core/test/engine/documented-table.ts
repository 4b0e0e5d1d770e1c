import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

const root = new URL('../../../../', import.meta.url);

/** Demands that a table in a document is the one that was just made. With `WRITE_TABLES=1` it is written. */
export function expectDocumented(file: string, name: string, rows: readonly (readonly string[])[]): void {
  const path = new URL(file, root);
  const text = readFileSync(path, 'utf8');
  const begin = `<!-- table ${name}: written by a test, with WRITE_TABLES=1 -->\n`;
  const [before, rest] = text.split(begin);
  const after = rest?.slice(rest.indexOf('\n<!-- end -->'));
  if (before === undefined || after === undefined) throw new Error(`no table ${name} in ${file}`);
  const [head = [], ...body] = rows;
  const lines = [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`);
  const wanted = `${before}${begin}\n${lines.join('\n')}\n${after}`;
  if (process.env.WRITE_TABLES === '1') writeFileSync(path, wanted);
  expect(readFileSync(path, 'utf8')).toBe(wanted);
}
