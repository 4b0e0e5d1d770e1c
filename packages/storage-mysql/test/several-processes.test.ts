import type { ChildProcess } from 'node:child_process';
import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
import { createPool, type RowDataPacket } from 'mysql2/promise';
import { expect, onTestFinished } from 'vitest';
import { findServer } from './server.ts';
import { serverTests } from './server-test.ts';
import { end, reported, startWriter, tell } from './writers.ts';

const test = serverTests(findServer);

async function startWriters(): Promise<readonly ChildProcess[]> {
  const writers = await Promise.all([startWriter(), startWriter()]);
  onTestFinished(async () => {
    await Promise.all(writers.map(end));
  });
  return writers;
}

test('of two processes that save over the same tag exactly one wins, and its events alone are written', async (server) => {
  const url = await server.newDatabase();
  const writers = await startWriters();
  await tell(writers, 'opened', () => ({ kind: 'open', url, migrate: true }));
  const trail: string[] = [];
  for (let round = 0; round < 100; round += 1) {
    const expected = trail.at(-1) ?? null;
    const reports = await tell(writers, 'raced', (writer) => ({
      kind: 'race',
      expected,
      tag: `${round} by ${writer}`,
    }));
    const winners = [...reports.entries()].filter(([, report]) => report.kind === 'raced' && report.won);
    expect(winners).toHaveLength(1);
    trail.push(`${round} by ${winners[0]?.[0]}`);
  }
  const client = createPool(url);
  onTestFinished(() => client.end());
  const storage = await createMysqlStorage({ client });
  expect((await storage.load('anna'))?.tag).toBe(trail.at(-1));
  expect((await storage.readEvents({ limit: 1000 })).events.map(({ id }) => id)).toEqual(trail);
});

test('a process that is killed while it writes leaves state and events of the same saves', async (server) => {
  const url = await server.newDatabase();
  const [writer] = await startWriters();
  if (writer === undefined) throw new Error('no writer');
  await tell([writer], 'opened', () => ({ kind: 'open', url, migrate: true }));
  const tenth = reported(writer, (report) => report.kind === 'counted' && report.count === 10);
  writer.send({ kind: 'count' });
  await tenth;
  await end(writer);
  const client = createPool(url);
  onTestFinished(() => client.end());
  const storage = await createMysqlStorage({ client });
  // Waits for what the server still does for the process that is gone.
  await client.query('SELECT * FROM factorkit_trail FOR UPDATE');
  const count = Number((await storage.load('anna'))?.state);
  expect(count).toBeGreaterThanOrEqual(10);
  const [[counted]] = await client.query<RowDataPacket[]>(
    'SELECT COUNT(*) AS events, MAX(at) AS latest, MAX(sequence) AS last FROM factorkit_events',
  );
  expect({ ...counted }).toEqual({ events: count, latest: count, last: count });
});

test('two processes that migrate a new database at once both succeed', async (server) => {
  const writers = await startWriters();
  for (let round = 0; round < 5; round += 1) {
    const url = await server.newDatabase();
    await tell(writers, 'opened', () => ({ kind: 'open', url, migrate: true }));
    const client = createPool(url);
    expect(await migrate(client)).toEqual({ from: 1, to: 1 });
    await client.end();
  }
});
