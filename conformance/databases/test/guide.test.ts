import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../guide');

test.each(await readdir(folder))('FE10 the guide shows %s as it compiles', async (file) => {
  const guide = await readFile(join(folder, '../../../docs/guide/storage.md'), 'utf8');
  expect(guide).toContain(`\`\`\`ts\n${await readFile(join(folder, file), 'utf8')}\`\`\``);
});
