import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

async function blocksOf(page: string): Promise<readonly string[]> {
  const text = await readFile(join(root, page), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
}

const OTHERS = ['guide.test.ts', 'host-contract.test.ts', 'host-harness.ts'];
const examples = (await readdir(import.meta.dirname)).filter((file) => !OTHERS.includes(file));

test.each(examples)('the guide shows %s as it runs', async (file) => {
  const code = await readFile(join(import.meta.dirname, file), 'utf8');
  expect(await blocksOf('docs/guide/testing.md')).toContain(code);
});

test('a host’s own login test takes ten lines, from the first import to the word that anna is signed in', async () => {
  const code = await readFile(join(import.meta.dirname, 'login.test.ts'), 'utf8');
  expect(await blocksOf('packages/testkit/README.md')).toContain(code);
  const lines = code.split('\n').filter((line) => line !== '');
  expect(lines.slice(9)).toEqual([expect.stringContaining('expect('), '});']);
});
