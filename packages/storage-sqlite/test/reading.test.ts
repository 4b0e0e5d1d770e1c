import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Connection, driverNames, drivers } from './drivers.ts';

describe.each(driverNames)('%s', (driver) => {
  let database: Connection;
  let storage: StorageAdapter;
  beforeEach(() => {
    database = drivers[driver](':memory:');
    migrate(database);
    storage = createSqliteStorage({ database });
  });
  afterEach(() => {
    database.close();
  });

  function anEvent(userId: string, at: number): AuditEvent {
    return { id: `${userId}-${at}`, userId, at, type: 'mfa.enabled' };
  }

  test('a cursor is not used again after the newest events were removed by hand', async () => {
    await storage.record([anEvent('anna', 1)]);
    const { cursor } = await storage.readEvents({ limit: 1 });
    database.exec('DELETE FROM factorkit_events');
    await storage.record([anEvent('anna', 2)]);
    expect((await storage.readEvents({ limit: 1, after: cursor })).events).toEqual([anEvent('anna', 2)]);
  });

  test.each(['', 'x', '-1', '1.5', '1; DROP TABLE factorkit_events', '9'.repeat(16)])(
    'the cursor %j is refused',
    async (after) => {
      await expect(storage.readEvents({ limit: 1, after })).rejects.toThrow(TypeError);
    },
  );

  test('an erased user is in no column and in no event', async () => {
    const source = { ip: '203.0.113.7' };
    await storage.save('anna', { tag: 'a', state: 'of anna', due: 1 }, undefined, [
      { ...anEvent('anna', 1), source },
    ]);
    await storage.record([{ ...anEvent('berta', 2), source, id: '2' }]);
    await storage.delete('anna', [anEvent('erased:1', 3)], 'erased:1');
    const rows = [
      ...database.prepare('SELECT * FROM factorkit_accounts').all(),
      ...database.prepare("SELECT user_id, body FROM factorkit_events WHERE user_id <> 'berta'").all(),
    ];
    expect(rows).toHaveLength(2);
    // The sample's event ids begin with the user's; those of the core are random.
    expect(JSON.stringify(rows).replaceAll('anna-1', '')).not.toMatch(/anna|203\.0\.113\.7/);
  });

  test('the view has one row for each factor', async () => {
    const state = JSON.stringify({
      schema: 1,
      factors: [
        {
          id: 'f1',
          method: 'totp',
          label: 'Phone',
          status: 'active',
          createdAt: 1,
          lastUsedAt: 2,
          data: { secret: 'sealed' },
        },
        { id: 'f2', method: 'sms', label: 'SIM', status: 'pending', createdAt: 3, data: {} },
      ],
    });
    await storage.save('anna', { tag: 'a', state }, undefined, []);
    const rows = database.prepare('SELECT * FROM factorkit_factors ORDER BY factor_id').all();
    expect(rows).toEqual([
      { user_id: 'anna', factor_id: 'f1', method: 'totp', status: 'active', created_at: 1, last_used_at: 2 },
      {
        user_id: 'anna',
        factor_id: 'f2',
        method: 'sms',
        status: 'pending',
        created_at: 3,
        last_used_at: null,
      },
    ]);
    const who = "SELECT user_id FROM factorkit_factors WHERE method = 'sms' AND status = 'pending'";
    expect(database.prepare(who).all()).toEqual([{ user_id: 'anna' }]);
  });

  test('the view has no row, and no error, for state of another shape', async () => {
    const states = [
      '',
      'not JSON',
      '{',
      'null',
      '7',
      '"text"',
      '[]',
      '[{"id":"f"}]',
      '{}',
      '{"factors":null}',
      '{"factors":"text"}',
      '{"factors":["text",7,null,[{"id":"f"}]]}',
      '{"factors":[]}',
      'a\0b',
    ];
    for (const [index, state] of states.entries()) {
      await storage.save(`user-${index}`, { tag: 'a', state }, undefined, []);
    }
    await storage.save(
      'anna',
      { tag: 'a', state: '{"factors":[{"id":"f","method":"totp"}]}' },
      undefined,
      [],
    );
    const rows = database
      .prepare("SELECT user_id FROM factorkit_factors WHERE method = 'totp' OR status IS NULL")
      .all();
    expect(rows).toEqual([{ user_id: 'anna' }]);
  });
});
