import type { AuditEvent } from '@factorkit/core';
import { createPostgresStorage } from '@factorkit/storage-postgres';
import { expect, onTestFinished, test } from 'vitest';
import { openPool, openStore, someoneWaits } from './places.ts';
import { beginSignIn, openPortal } from './portal.ts';
import { openWire } from './wire.ts';

const event: AuditEvent = { id: '1', userId: 'anna', at: 1, type: 'mfa.enabled' };

test('a save whose connection is ended by the server throws, with nothing of it written', async (context) => {
  const { storage, connect, pool, place } = await openStore(context);
  await storage.save('anna', { tag: 'a', state: '1' }, undefined, []);
  const holder = await connect();
  await holder.query('BEGIN');
  await holder.query(`SELECT FROM ${place.schema}.factorkit_accounts FOR UPDATE`);
  const calls = [
    () => storage.save('anna', { tag: 'b', state: '2', due: 1 }, 'a', [event]),
    () => storage.delete('anna', [event], 'erased:1'),
  ];
  for (const call of calls) {
    const refused = expect(call()).rejects.toThrow(/terminat/);
    const pid = await someoneWaits(pool, place);
    await pool.query('SELECT pg_terminate_backend($1)', [pid]);
    await refused;
  }
  await holder.query('COMMIT');
  expect((await storage.load('anna')).stored).toEqual({ tag: 'a', state: '1' });
  expect(await storage.due(9, 9)).toEqual([]);
  expect((await storage.readEvents({ limit: 9 })).events).toEqual([]);
  expect(await storage.save('anna', { tag: 'b', state: '2' }, 'a', [event])).toBe(true);
  expect((await storage.readEvents({ limit: 9 })).events).toEqual([event]);
});

test('a save whose answer was lost on the wire is recognised by its tag, and counts once', async (context) => {
  const { place, url } = await openStore(context);
  const wire = await openWire(url);
  const pool = openPool(wire.url, 2);
  onTestFinished(async () => {
    await pool.end();
    await wire.close();
  });
  const storage = await createPostgresStorage({ client: pool, ...place });
  const portal = await openPortal(storage);
  const { mfa, phone, clock, factorId } = portal;
  const before = (await storage.readEvents({ limit: 1000 })).events.length;

  const token = await beginSignIn(portal);
  const response = phone.code(clock.now());
  // The first is the load.
  wire.loseAnswer(2);
  expect(await mfa.verify({ token, factorId, response })).toMatchObject({ kind: 'complete' });
  expect(await mfa.verify({ token, factorId, response })).not.toMatchObject({ kind: 'complete' });

  // A wrong code is counted once, not twice and not never.
  clock.advance(30_000);
  const another = await beginSignIn(portal);
  wire.loseAnswer(2);
  await mfa.verify({ token: another, factorId, response: '000000' });
  const told = (await storage.readEvents({ limit: 1000 })).events.slice(before);
  const accepted = told.filter(({ type }) => type === 'factor.accepted');
  const rejected = told.flatMap((one) => (one.type === 'factor.rejected' ? [one.failures] : []));
  expect(accepted).toHaveLength(1);
  expect(rejected).toEqual([1]);
});

test('where the load is lost nobody is let in, and the service is back by itself', async (context) => {
  const { place, url } = await openStore(context);
  const wire = await openWire(url);
  const pool = openPool(wire.url, 2);
  onTestFinished(async () => {
    await pool.end();
    await wire.close();
  });
  const portal = await openPortal(await createPostgresStorage({ client: pool, ...place }));
  const { mfa, phone, clock, factorId } = portal;
  const token = await beginSignIn(portal);
  const response = phone.code(clock.now());
  wire.loseAnswer(1);
  await expect(mfa.verify({ token, factorId, response })).rejects.toMatchObject({ code: 'storage-failed' });
  expect(await mfa.verify({ token, factorId, response })).toMatchObject({ kind: 'complete' });
});
