import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createPostgresStorage } from '@factorkit/storage-postgres';
import { expect, onTestFinished, test } from 'vitest';
import { openGround, openStore } from './places.ts';
import type { Order, Report } from './writer-protocol.ts';

/** Two portal processes, ended with the test. */
async function startWriters(): Promise<readonly [ChildProcess, ChildProcess]> {
  const writers: readonly [ChildProcess, ChildProcess] = [await startWriter(), await startWriter()];
  onTestFinished(async () => {
    for (const writer of writers) if (writer.connected) writer.disconnect();
    await Promise.all(writers.map(ended));
  });
  return writers;
}

test('of two processes that save over the same tag exactly one wins, and its events alone are written', async (context) => {
  const { storage, url, place } = await openStore(context);
  const writers = await startWriters();
  await tell(writers, 'opened', () => ({ kind: 'open', url, place, migrate: false }));
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
  expect((await storage.load('anna'))?.tag).toBe(trail.at(-1));
  const { events } = await storage.readEvents({ limit: 1000 });
  expect(events.map(({ id }) => id)).toEqual(trail);
});

test('a process that is killed while it writes leaves state and events of the same saves', async (context) => {
  const { storage, url, place, pool } = await openStore(context);
  const [writer] = await startWriters();
  await tell([writer], 'opened', () => ({ kind: 'open', url, place, migrate: false }));
  await tell([writer], 'counted', () => ({ kind: 'count' }));
  writer.kill('SIGKILL');
  await ended(writer);
  // What the server had received it may still commit.
  const sessions = 'SELECT FROM pg_stat_activity WHERE application_name = $1';
  while ((await pool.query(sessions, [place.schema])).rowCount !== 0);
  const counted = await pool.query(
    `SELECT convert_from(state, 'UTF8')::int AS count, (SELECT count(*)::int FROM ${place.schema}.factorkit_events) AS events,
      (SELECT max(at)::int FROM ${place.schema}.factorkit_events) AS latest FROM ${place.schema}.factorkit_accounts`,
  );
  const { count } = counted.rows[0];
  expect(count).toBeGreaterThanOrEqual(10);
  expect(counted.rows).toEqual([{ count, events: count, latest: count }]);
  expect(await storage.save('anna', { tag: 'a', state: '1' }, `tag-${count}`, [])).toBe(true);
});

test('two processes that migrate a new schema at once both succeed', async (context) => {
  const { url, place, pool } = openGround(context);
  const writers = await startWriters();
  for (let round = 0; round < 10; round += 1) {
    const there = { ...place, tablePrefix: `round_${round}_` };
    await tell(writers, 'opened', () => ({ kind: 'open', url, place: there, migrate: true }));
    const storage = await createPostgresStorage({ client: pool, ...there });
    expect(await storage.load('anna')).toBeUndefined();
  }
});

/** A writer that is up and waits for its orders. */
async function startWriter(): Promise<ChildProcess> {
  const writer = fork(fileURLToPath(new URL('writer-process.ts', import.meta.url)));
  await reported(writer, 'ready');
  return writer;
}

/** Gives every writer its order at once, and waits for what all of them report. */
function tell(
  writers: readonly ChildProcess[],
  kind: Report['kind'],
  order: (writer: number) => Order,
): Promise<readonly Report[]> {
  const reports = writers.map((writer) => reported(writer, kind));
  for (const [index, writer] of writers.entries()) writer.send(order(index));
  return Promise.all(reports);
}

/** The next report of this kind; fails where the writer ends before it. */
function reported(writer: ChildProcess, kind: Report['kind']): Promise<Report> {
  return new Promise((resolve, reject) => {
    const exited = (code: unknown): void => reject(new Error(`the writer ended with ${code}, not ${kind}`));
    const heard = (report: Report): void => {
      if (report.kind !== kind) return;
      writer.off('message', heard).off('exit', exited);
      resolve(report);
    };
    writer.on('message', heard).once('exit', exited);
  });
}

async function ended(writer: ChildProcess): Promise<void> {
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
}
