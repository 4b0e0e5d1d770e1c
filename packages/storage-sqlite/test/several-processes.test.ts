import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Connection, driverNames, drivers, newPlace, type Place } from './drivers.ts';
import type { Order, Report } from './writer-protocol.ts';

describe.each(driverNames)('%s', (driver) => {
  let place: Place;
  let database: Connection;
  let writers: readonly ChildProcess[];
  beforeEach(async () => {
    place = await newPlace();
    database = drivers[driver](place.file);
    migrate(database);
    writers = await Promise.all([startWriter(), startWriter()]);
  });
  afterEach(async () => {
    for (const writer of writers) if (writer.connected) writer.disconnect();
    await Promise.all(writers.map(ended));
    database.close();
    await place.clear();
  });

  test('of two processes that save over the same tag exactly one wins, and its events alone are written', async () => {
    await tell(writers, 'opened', () => ({ kind: 'open', driver, file: place.file, migrate: false }));
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
    const storage = createSqliteStorage({ database });
    expect((await storage.load('anna'))?.tag).toBe(trail.at(-1));
    const { events } = await storage.readEvents({ limit: 1000 });
    expect(events.map(({ id }) => id)).toEqual(trail);
  });

  test('a process that is killed while it writes leaves state and events of the same saves', async () => {
    const [writer] = writers.slice(0, 1);
    if (writer === undefined) throw new Error('no writer');
    await tell([writer], 'opened', () => ({ kind: 'open', driver, file: place.file, migrate: false }));
    await tell([writer], 'counted', () => ({ kind: 'count' }));
    writer.kill('SIGKILL');
    await ended(writer);
    const storage = createSqliteStorage({ database });
    const count = Number((await storage.load('anna'))?.state);
    expect(count).toBeGreaterThanOrEqual(10);
    const counted = database
      .prepare('SELECT count(*) AS events, max(at) AS latest FROM factorkit_events')
      .get();
    expect(counted).toEqual({ events: count, latest: count });
  });

  test('two processes that migrate a new file at once both succeed', async () => {
    for (let round = 0; round < 10; round += 1) {
      const file = `${place.file}-${round}`;
      await tell(writers, 'opened', () => ({ kind: 'open', driver, file, migrate: true }));
    }
  });
});

/** A writer that is up and waits for its orders. */
async function startWriter(): Promise<ChildProcess> {
  const writer = fork(fileURLToPath(new URL('writer-process.ts', import.meta.url)), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
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
