import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
import { createPool } from 'mysql2/promise';
import { expect, onTestFinished, test } from 'vitest';
import { SERVER_MISSING, startServer } from './server.ts';
import type { Report } from './writer-protocol.ts';
import { end, reported, startWriter, tell } from './writers.ts';

test('what was answered with true outlives the end of the server, with its events and nothing twice', async (context) => {
  const server = await startServer();
  if (server === undefined) return context.skip(SERVER_MISSING);
  onTestFinished(() => server.stop());
  const { pathname } = new URL(await server.newDatabase());
  const writer = await startWriter();
  onTestFinished(() => end(writer));

  for (let round = 0; round < 3; round += 1) {
    const url = new URL(pathname, server.url()).href;
    await tell([writer], 'opened', () => ({ kind: 'open', url, migrate: round === 0 }));
    let answered = 0;
    const hear = (report: Report): void => {
      if (report.kind === 'counted') answered = report.count;
    };
    writer.on('message', hear);
    const enough = reported(writer, (report) => report.kind === 'counted' && report.count === 20 + round);
    const refused = reported(writer, ({ kind }) => kind === 'refused');
    writer.send({ kind: 'count' });
    await enough;
    await server.kill();
    await refused;
    writer.off('message', hear);
    await server.start();

    const client = createPool(new URL(pathname, server.url()).href);
    const storage = await createMysqlStorage({ client });
    // The last save may have been committed without its answer.
    const count = Number((await storage.load('anna'))?.state);
    expect([answered, answered + 1]).toContain(count);
    const { events } = await storage.readEvents({ userId: 'anna', limit: 1000 });
    expect(events.map(({ at }) => at)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
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
