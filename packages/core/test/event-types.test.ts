import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

test('FE17 FT8 the guide lists every type of event, and no other', async () => {
  const source = await readFile(join(root, 'packages/core/src/account/domain-event.ts'), 'utf8');
  const types = [...source.matchAll(/readonly type: '([^']+)'/g)].map(([, type]) => type);
  const guide = await readFile(join(root, 'docs/guide/notices-and-audit.md'), 'utf8');
  const table = guide.slice(guide.indexOf('### Every type'));
  const rows = table.split('\n').filter((line) => line.startsWith('| `'));
  const listed = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  expect(types.length).toBeGreaterThan(40);
  expect([...listed].sort()).toEqual([...new Set(types)].sort());
});
