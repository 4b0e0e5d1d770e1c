import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise';
import { expect, onTestFinished } from 'vitest';
import type { Server } from './server.ts';
import { serverTests } from './server-test.ts';

const test = serverTests();

async function open(server: Server): Promise<{ readonly pool: Pool; readonly storage: StorageAdapter }> {
  const pool = createPool(await server.newDatabase());
  onTestFinished(() => pool.end());
  await migrate(pool);
  return { pool, storage: await createMysqlStorage({ client: pool }) };
}

async function rowsOf(pool: Pool, sql: string): Promise<readonly unknown[]> {
  return (await pool.query<RowDataPacket[]>(sql))[0].map((row) => ({ ...row }));
}

function anEvent(userId: string, at: number): AuditEvent {
  return { id: `${userId}-${at}`, userId, at, type: 'mfa.enabled' };
}

test('a cursor is not used again after the newest events were removed by hand', async (server) => {
  const { pool, storage } = await open(server);
  await storage.record([anEvent('anna', 1)]);
  const { cursor } = await storage.readEvents({ limit: 1 });
  await pool.query('DELETE FROM factorkit_events');
  await storage.record([anEvent('anna', 2)]);
  expect((await storage.readEvents({ limit: 1, after: cursor })).events).toEqual([anEvent('anna', 2)]);
});

test('what is no cursor is refused', async (server) => {
  const { storage } = await open(server);
  for (const after of ['', 'x', '-1', '1.5', '1; DROP TABLE factorkit_events', '9'.repeat(16)]) {
    await expect(storage.readEvents({ limit: 1, after })).rejects.toThrow(TypeError);
  }
});

test('an erased user is in no column and in no event', async (server) => {
  const { pool, storage } = await open(server);
  const source = { ip: '203.0.113.7' };
  await storage.save('anna', { tag: 'a', state: 'of anna', due: 1 }, undefined, [
    { ...anEvent('anna', 1), id: '1', source },
  ]);
  await storage.record([{ ...anEvent('berta', 2), source, id: '2' }]);
  await storage.delete('anna', [anEvent('erased:1', 3)], 'erased:1');
  const rows = [
    ...(await rowsOf(pool, 'SELECT user_id, state FROM factorkit_accounts')),
    ...(await rowsOf(
      pool,
      "SELECT CONVERT(user_id USING utf8mb4) AS who, body FROM factorkit_events WHERE user_id <> 'berta'",
    )),
  ];
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toMatch(/anna|203\.0\.113\.7/);
});

test('the view has one row for each factor', async (server) => {
  const { pool, storage } = await open(server);
  const factors = [
    {
      id: 'f1',
      method: 'totp',
      label: 'Phone',
      status: 'active',
      createdAt: 1_800_000_000_000,
      lastUsedAt: 2,
      data: {},
    },
    { id: 'f2', method: 'sms', label: 'SIM', status: 'pending', createdAt: 3, data: {} },
  ];
  await storage.save('an€na', { tag: 'a', state: JSON.stringify({ schema: 1, factors }) }, undefined, []);
  expect(await rowsOf(pool, 'SELECT * FROM factorkit_factors ORDER BY factor_id')).toEqual([
    {
      user_id: 'an€na',
      factor_id: 'f1',
      method: 'totp',
      status: 'active',
      created_at: 1_800_000_000_000,
      last_used_at: 2,
    },
    {
      user_id: 'an€na',
      factor_id: 'f2',
      method: 'sms',
      status: 'pending',
      created_at: 3,
      last_used_at: null,
    },
  ]);
  const who = "SELECT user_id FROM factorkit_factors WHERE method = 'sms' AND status = 'pending'";
  expect(await rowsOf(pool, who)).toEqual([{ user_id: 'an€na' }]);
});

test('the view has no row, and no error, for state of another shape', async (server) => {
  const { pool, storage } = await open(server);
  const states = [
    ...['', 'not JSON', '{', 'null', '7', '"text"', '[]', '[{"id":"f"}]', '{}', 'a\0b'],
    ...[
      '{"factors":null}',
      '{"factors":"text"}',
      '{"factors":["text",7,null,[{"id":"f"}]]}',
      '{"factors":[]}',
    ],
  ];
  for (const [index, state] of states.entries()) {
    await storage.save(`user-${index}`, { tag: 'a', state }, undefined, []);
  }
  await storage.save('anna', { tag: 'a', state: '{"factors":[{"id":"f","method":"totp"}]}' }, undefined, []);
  const asked = "SELECT user_id FROM factorkit_factors WHERE method = 'totp' OR status IS NULL";
  expect(await rowsOf(pool, asked)).toEqual([{ user_id: 'anna' }]);
});
