import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createMysqlStorage, schemaSql } from '@factorkit/storage-mysql';
import { createPool } from 'mysql2/promise';
import { expect, onTestFinished, test } from 'vitest';
import { serverTests } from './server-test.ts';

const script = fileURLToPath(new URL('../src/migrate-command.ts', import.meta.url));
const serverTest = serverTests();

async function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const env = { ...process.env, FACTORKIT_MYSQL_URL: undefined, ...environment };
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], { env });
  return stdout;
}

serverTest('the command makes the tables, and says when they are there already', async (server) => {
  const url = await server.newDatabase();
  expect(await run([url])).toBe('version 0 to 1\n');
  expect(await run([], { FACTORKIT_MYSQL_URL: url })).toBe('version 1 already\n');
  const client = createPool(url);
  onTestFinished(() => client.end());
  const storage = await createMysqlStorage({ client });
  expect(await storage.save('anna', { tag: 'a', state: '1' }, undefined, [])).toBe(true);
});

serverTest('the command takes a prefix', async (server) => {
  const url = await server.newDatabase();
  await run([url, '--prefix', 'shop_']);
  const client = createPool(url);
  onTestFinished(() => client.end());
  await expect(createMysqlStorage({ client, tablePrefix: 'shop_' })).resolves.toBeDefined();
  await expect(createMysqlStorage({ client })).rejects.toThrow();
  await expect(run([url, '--prefix', 'x;'])).rejects.toMatchObject({ code: 1 });
});

test('the command prints the SQL and connects to nothing', async () => {
  const place = { tablePrefix: 'shop_', database: 'portal' };
  expect(await run(['--print', '--prefix', 'shop_', '--database', 'portal'])).toBe(`${schemaSql(place)}\n`);
});

test.each([[[]], [['mysql://a', 'mysql://b']], [['--wrong']], [['mysql://a', '--print']], [['--prefix']]])(
  'the command explains itself when it is called with %j',
  async (args) => {
    await expect(run(args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('<url>') });
  },
);

test('the command says what went wrong, without a stack and without the password, and fails', async () => {
  await expect(run(['mysql://portal:secret-word@127.0.0.1:1/portal'])).rejects.toMatchObject({
    code: 1,
    stderr: expect.not.stringMatching(/ {4}at |secret-word/),
  });
});
