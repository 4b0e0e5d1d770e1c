import { createRedisStorage } from '@factorkit/storage-redis';
import { expect, onTestFinished, test } from 'vitest';
import { ioredis, newPrefix } from './clients.ts';
import { type OwnServer, SERVER_MISSING, startServer } from './server.ts';
import { serverTests } from './server-test.ts';
import type { Report } from './writer-protocol.ts';
import { end, reported, startWriter, tell } from './writers.ts';

const libraries = ['ioredis', 'redis'] as const;

// Durable settings are needed, which a server of the environment need not have.
const serverTest = serverTests(startServer);

serverTest(
  'of two processes that save over the same tag exactly one wins, and its events alone are written',
  async (server) => {
    const writers = await Promise.all([startWriter(), startWriter()]);
    onTestFinished(async () => {
      await Promise.all(writers.map(end));
    });
    const [url = ''] = server.urls;
    const keyPrefix = newPrefix();
    await tell(writers, 'opened', (writer) => ({
      kind: 'open',
      library: libraries[writer] ?? 'redis',
      url,
      keyPrefix,
    }));
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
    const { client, end: leave } = await ioredis(server.urls);
    onTestFinished(leave);
    const storage = await createRedisStorage({ client, keyPrefix });
    expect((await storage.load('anna'))?.tag).toBe(trail.at(-1));
    expect((await storage.readEvents({ limit: 1000 })).events.map(({ id }) => id)).toEqual(trail);
  },
);

test.for(libraries)(
  'what was answered with true through %s outlives the end of the server, with its events and nothing twice',
  async (library, context) => {
    const server = await startServer();
    if (server === undefined) return context.skip(SERVER_MISSING);
    onTestFinished(() => server.stop());
    for (let round = 0; round < 3; round += 1) await killUnderWrites(server, library, round);
  },
);

async function killUnderWrites(
  server: OwnServer,
  library: (typeof libraries)[number],
  round: number,
): Promise<void> {
  const writer = await startWriter();
  onTestFinished(() => end(writer));
  const keyPrefix = newPrefix();
  await tell([writer], 'opened', () => ({ kind: 'open', library, url: server.url, keyPrefix }));
  let answered = 0;
  writer.on('message', (report: Report) => {
    if (report.kind === 'counted') answered = report.count;
  });
  const enough = reported(writer, (report) => report.kind === 'counted' && report.count === 20 + round);
  writer.send({ kind: 'count' });
  await enough;
  await server.kill();
  // The libraries wait for the server to come back, and would write on.
  await end(writer);
  await server.start();

  const { client, end: leave } = await ioredis(server.urls);
  const storage = await createRedisStorage({ client, keyPrefix });
  // The last save may have been committed without its answer.
  const count = Number((await storage.load('anna'))?.state);
  expect([answered, answered + 1]).toContain(count);
  const { events } = await storage.readEvents({ userId: 'anna', limit: 1000 });
  expect(events.map(({ at }) => at)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  await leave();
}
