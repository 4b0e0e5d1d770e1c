import { execFile } from 'node:child_process';
import { parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createPostgresStorage, schemaSql } from '@factorkit/storage-postgres';
import { expect, test } from 'vitest';
import { openGround } from './places.ts';

const script = fileURLToPath(new URL('../src/migrate-command.ts', import.meta.url));
const portal = fileURLToPath(new URL('..', import.meta.url));

async function run(
  args: readonly string[],
  { url, cwd = portal }: { readonly url?: string; readonly cwd?: string } = {},
): Promise<string> {
  // pnpm makes every package available to what it starts, by NODE_PATH.
  const env = {
    ...process.env,
    NODE_PATH: '',
    DATABASE_URL: url ?? 'postgres://anna:opensesame@127.0.0.1:1/nowhere',
  };
  const { stdout } = await promisify(execFile)(process.execPath, [script, ...args], { cwd, env });
  return stdout;
}

test('the command makes the tables, and says when they are there already', async (context) => {
  const { pool, url, place } = openGround(context);
  const args = ['--schema', place.schema, '--prefix', 'shop_'];
  expect(await run(args, { url })).toBe('version 0 to 1\n');
  expect(await run(args, { url })).toBe('version 1 already\n');
  const storage = await createPostgresStorage({ client: pool, ...place, tablePrefix: 'shop_' });
  expect(await storage.save('anna', { tag: 'a', state: '1' }, undefined, [])).toBe(true);
});

test('the command prints the SQL and touches no database', async () => {
  expect(await run(['--print', '--schema', 'mfa', '--prefix', 'shop_'])).toBe(
    `${schemaSql({ schema: 'mfa', tablePrefix: 'shop_' })}\n`,
  );
});

test.each([[['portal']], [['--wrong']], [['--prefix']], [['--schema']]])(
  'the command explains itself when it is called with %j',
  async (args) => {
    await expect(run(args)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('--print') });
  },
);

test('the command says what went wrong, without a stack or the password, and fails', async () => {
  for (const args of [[], ['--print', '--prefix', 'x;']]) {
    await expect(run(args)).rejects.toMatchObject({
      code: 1,
      stderr: expect.not.stringMatching(/ {4}at |opensesame|^\s*$/),
    });
  }
});

test('where the portal has no pg the command says so', async () => {
  await expect(run([], { cwd: parse(portal).root })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('pg is not installed here'),
  });
});
