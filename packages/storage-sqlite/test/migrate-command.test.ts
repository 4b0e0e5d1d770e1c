import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createSqliteStorage, schemaSql } from '@factorkit/storage-sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newPlace, type Place } from './drivers.ts';

const script = fileURLToPath(new URL('../src/migrate-command.ts', import.meta.url));

let place: Place;
beforeEach(async () => {
  place = await newPlace();
});
afterEach(() => place.clear());

async function run(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args]);
  return stdout;
}

test('the command makes the tables in a file, and says when they are there already', async () => {
  expect(await run(place.file)).toContain('version 0 to 3');
  expect(await run(place.file)).toContain('version 3 already');
  const database = new DatabaseSync(place.file);
  const storage = createSqliteStorage({ database });
  expect(await storage.save('anna', { tag: 'a', state: '1' }, undefined, [])).toBe(true);
  database.close();
});

test('the command takes a prefix', async () => {
  await run(place.file, '--prefix', 'shop_');
  const database = new DatabaseSync(place.file);
  expect(() => createSqliteStorage({ database, tablePrefix: 'shop_' })).not.toThrow();
  expect(() => createSqliteStorage({ database })).toThrow();
  database.close();
});

test('the command prints the SQL and touches no file', async () => {
  expect(await run('--print', '--prefix', 'shop_')).toBe(`${schemaSql({ tablePrefix: 'shop_' })}\n`);
  await expect(access(place.file)).rejects.toThrow();
});

test.each([[[]], [['a.db', 'b.db']], [['--wrong']], [['a.db', '--print']], [['--prefix']]])(
  'the command explains itself when it is called with %j',
  async (args) => {
    await expect(run(...args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('<file>') });
  },
);

test('the command says what went wrong, without a stack, and fails', async () => {
  await expect(run('/nowhere/at/all.db')).rejects.toMatchObject({
    code: 1,
    stderr: expect.not.stringContaining('    at '),
  });
  await expect(run(place.file, '--prefix', 'x;')).rejects.toMatchObject({ code: 1 });
});
