import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
import { countedSaves, startStorageProcess } from '@factorkit/testkit';
import { createPool } from 'mysql2/promise';
import { expect, onTestFinished, test } from 'vitest';
import { SERVER_MISSING, startServer } from './server.ts';
import type { MysqlPlace } from './storage-process.ts';

test('what was answered with true outlives the end of the server, with its events and nothing twice', async (context) => {
  const server = await startServer();
  if (server === undefined) return context.skip(SERVER_MISSING);
  onTestFinished(() => server.stop());
  const { pathname } = new URL(await server.newDatabase());
  const writer = await startStorageProcess<MysqlPlace>(new URL('storage-process.ts', import.meta.url));
  onTestFinished(() => writer.kill());

  for (let round = 0; round < 3; round += 1) {
    await writer.open({ url: new URL(pathname, server.url()).href });
    const counting = writer.count();
    await counting.reached(20 + round);
    await server.kill();
    await counting.refused();
    await server.start();

    const client = createPool(new URL(pathname, server.url()).href);
    const storage = await createMysqlStorage({ client });
    // The last save may have been committed without its answer.
    expect([counting.answered(), counting.answered() + 1]).toContain(await countedSaves(storage));
    await storage.delete('anna', [], `erased:${round}`);
    await client.end();
  }
});

test('a server that forgets commits in a power cut is refused, unless that is meant', async (context) => {
  const server = await startServer();
  if (server === undefined) return context.skip(SERVER_MISSING);
  onTestFinished(() => server.stop());
  const pool = createPool(await server.newDatabase());
  onTestFinished(() => pool.end());
  await migrate(pool);
  await pool.query('SET GLOBAL innodb_flush_log_at_trx_commit = 2');
  await expect(createMysqlStorage({ client: pool })).rejects.toMatchObject({ code: 'configuration-invalid' });
  await expect(createMysqlStorage({ client: pool, allowVolatile: true })).resolves.toBeDefined();
  await pool.query('SET GLOBAL innodb_flush_log_at_trx_commit = 1');
  await expect(createMysqlStorage({ client: pool })).resolves.toBeDefined();
});
