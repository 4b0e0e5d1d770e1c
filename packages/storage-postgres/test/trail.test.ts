import type { AuditEvent } from '@factorkit/core';
import { expect, test } from 'vitest';
import { openStore, someoneWaits } from './places.ts';

function anEvent(userId: string, at: number): AuditEvent {
  return { id: `${userId}-${at}`, userId, at, type: 'mfa.enabled' };
}

test('no event that is committed later falls before a cursor, though its number was drawn earlier', async (context) => {
  const { storage, connect } = await openStore(context);
  await storage.record([anEvent('anna', 1)]);
  const slow = await connect();
  await slow.query('BEGIN');
  await storage.within(slow).record([anEvent('berta', 2)]);
  await storage.record([anEvent('anna', 3)]);
  const held = await storage.readEvents({ limit: 9 });
  expect(held.events).toEqual([anEvent('anna', 1)]);
  // The page of a user waits too: whether the open transaction will tell of anna, nobody knows.
  expect((await storage.readEvents({ userId: 'anna', limit: 9 })).events).toEqual([anEvent('anna', 1)]);
  await slow.query('COMMIT');
  const settled = await storage.readEvents({ limit: 9, after: held.cursor });
  expect(settled.events).toEqual([anEvent('berta', 2), anEvent('anna', 3)]);
});

test('a writer that is rolled back holds nobody up and leaves no gap to wait for', async (context) => {
  const { storage, connect } = await openStore(context);
  const failing = await connect();
  await failing.query('BEGIN');
  await storage.within(failing).record([anEvent('berta', 1)]);
  await storage.record([anEvent('anna', 2)]);
  expect((await storage.readEvents({ limit: 9 })).events).toEqual([]);
  await failing.query('ROLLBACK');
  expect((await storage.readEvents({ limit: 9 })).events).toEqual([anEvent('anna', 2)]);
});

test('of several open writers the one that began first is waited for', async (context) => {
  const { storage, connect } = await openStore(context);
  const [early, late] = [await connect(), await connect()];
  await early.query('BEGIN');
  await late.query('BEGIN');
  await storage.within(early).record([anEvent('early', 1)]);
  await storage.record([anEvent('anna', 2)]);
  await storage.within(late).record([anEvent('late', 3)]);
  await storage.record([anEvent('anna', 4)]);
  await storage.within(early).record([anEvent('early', 5)]);
  await late.query('COMMIT');
  expect((await storage.readEvents({ limit: 9 })).events).toEqual([]);
  await early.query('COMMIT');
  const trail = (await storage.readEvents({ limit: 9 })).events.map(({ at }) => at);
  expect(trail).toEqual([1, 2, 3, 4, 5]);
});

test('a long transaction that writes no event of this store delays nothing', async (context) => {
  const { storage, connect, pool } = await openStore(context);
  const other = await openStore(context);
  const busy = await connect();
  await busy.query('BEGIN');
  await busy.query('CREATE TEMPORARY TABLE portal (id int); INSERT INTO portal VALUES (1)');
  await other.storage.within(busy).record([anEvent('carl', 1)]);
  await pool.query('SELECT pg_current_xact_id()');
  await storage.record([anEvent('anna', 2)]);
  expect((await storage.readEvents({ limit: 9 })).events).toEqual([anEvent('anna', 2)]);
  // An id of a transaction that was given out long before it writes its event is no matter either.
  await storage.within(busy).record([anEvent('berta', 3)]);
  const { events } = await storage.readEvents({ limit: 9 });
  expect(events).toEqual([anEvent('anna', 2)]);
  await busy.query('COMMIT');
  expect((await storage.readEvents({ limit: 9 })).events.map(({ at }) => at)).toEqual([2, 3]);
});

test('a transaction sees what it wrote itself', async (context) => {
  const { storage, connect } = await openStore(context);
  const client = await connect();
  await client.query('BEGIN');
  const within = storage.within(client);
  await within.record([anEvent('anna', 1)]);
  expect((await within.readEvents({ limit: 9 })).events).toEqual([anEvent('anna', 1)]);
  expect((await storage.readEvents({ limit: 9 })).events).toEqual([]);
  await client.query('ROLLBACK');
});

test('a writer that comes up after a reader looked is not waited for', async (context) => {
  const { storage, connect, pool, place } = await openStore(context);
  // Its notice names a number that was drawn after the reader had read how far they were; which is hard to hit by racing.
  const late = await connect();
  await late.query('BEGIN');
  for (const start of [1, 2 ** 31 + 3]) {
    await pool.query(`SELECT setval('${place.schema}.factorkit_event_numbers', ${start})`);
    await storage.record([anEvent('anna', start)]);
    await late.query(
      `SELECT pg_advisory_xact_lock_shared('${place.schema}.factorkit_events'::regclass::oid::int, ${(start + 7) % 2 ** 31})`,
    );
  }
  expect((await storage.readEvents({ limit: 9 })).events).toHaveLength(2);
  await late.query('ROLLBACK');
});

test('numbers beyond 31 bits are told apart from those before', async (context) => {
  const { storage, connect, pool, place } = await openStore(context);
  for (const start of [2 ** 31 - 3, 2 ** 32 - 3, 2 ** 40]) {
    await pool.query(`SELECT setval('${place.schema}.factorkit_event_numbers', ${start})`);
    const { cursor } = await storage.readEvents({ limit: 1000 });
    const slow = await connect();
    await slow.query('BEGIN');
    await storage.record([anEvent('anna', 1), anEvent('anna', 2)]);
    await storage.within(slow).record([anEvent('berta', 3)]);
    await storage.record([anEvent('anna', 4), anEvent('anna', 5)]);
    expect((await storage.readEvents({ limit: 9, after: cursor })).events.map(({ at }) => at)).toEqual([
      1, 2,
    ]);
    await slow.query('COMMIT');
    const { events } = await storage.readEvents({ limit: 9, after: cursor });
    expect(events.map(({ at }) => at)).toEqual([1, 2, 3, 4, 5]);
    await pool.query(`DELETE FROM ${place.schema}.factorkit_events`);
  }
});

test('what is no cursor is refused', async (context) => {
  const { storage } = await openStore(context);
  for (const after of ['', 'x', '-1', '1.5', '1; DROP TABLE factorkit_events', '9'.repeat(19)]) {
    await expect(storage.readEvents({ limit: 1, after })).rejects.toThrow(TypeError);
  }
});

test('a save that an erasure has to wait for is erased with its event', async (context) => {
  const { storage, connect, pool, place } = await openStore(context);
  const source = { ip: '203.0.113.7' };
  await storage.save('anna', { tag: 'a', state: '1' }, undefined, [{ ...anEvent('anna', 1), source }]);
  const saving = await connect();
  await saving.query('BEGIN');
  await storage
    .within(saving)
    .save('anna', { tag: 'b', state: '2' }, 'a', [{ ...anEvent('anna', 2), source }]);
  const erasing = storage.delete('anna', [], 'erased:1');
  await someoneWaits(pool, place);
  await saving.query('COMMIT');
  await erasing;
  expect((await storage.load('anna')).stored).toBeUndefined();
  const { events } = await storage.readEvents({ limit: 9 });
  expect(events).toEqual([1, 2].map((at) => ({ ...anEvent('anna', at), userId: 'erased:1' })));
});

test('an erased user is in no column and in no event', async (context) => {
  const { storage, pool, place } = await openStore(context);
  const source = { ip: '203.0.113.7', userAgent: 'Fire\0fox' };
  await storage.save('anna', { tag: 'a', state: 'of anna', due: 1 }, undefined, [
    { ...anEvent('anna', 1), source, note: 'anna rang' },
  ]);
  await storage.record([{ ...anEvent('berta', 2), source, id: '2', note: 'a\0\ud800b' }]);
  await storage.delete('anna', [anEvent('erased:1', 3)], 'erased:1');
  const accounts = await pool.query(`SELECT * FROM ${place.schema}.factorkit_accounts`);
  const events = await pool.query(
    `SELECT convert_from(user_id, 'UTF8') AS owner, id, body::text, source::text, note::text FROM ${place.schema}.factorkit_events`,
  );
  const rows = [...accounts.rows, ...events.rows.filter(({ owner }) => owner !== 'berta')];
  expect(rows).toHaveLength(2);
  // The sample's event ids begin with the user's; those of the core are random.
  expect(JSON.stringify(rows).replaceAll('anna-1', '')).not.toMatch(/anna|203\.0\.113\.7|fox/);
  const berta = await storage.readEvents({ userId: 'berta', limit: 9 });
  expect(berta.events).toEqual([{ ...anEvent('berta', 2), source, id: '2', note: 'a\0\ud800b' }]);
});
