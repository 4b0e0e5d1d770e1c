import { EventEmitter, once } from 'node:events';
import type { AuditEvent } from '@factorkit/core';
import { createMysqlStorage, migrate } from '@factorkit/storage-mysql';
import { createPool } from 'mysql2/promise';
import { expect, onTestFinished } from 'vitest';
import { serverTests } from './server-test.ts';
import { watchedPool } from './watched-pool.ts';

const test = serverTests();

function anEvent(userId: string, at: number): AuditEvent {
  return { id: `${userId}-${at}`, userId, at, type: 'mfa.enabled' };
}

test('an event that is committed later is never in front of a cursor, however long its transaction is open', async (server) => {
  const pool = createPool(await server.newDatabase());
  onTestFinished(() => pool.end());
  await migrate(pool);
  const storage = await createMysqlStorage({ client: pool });
  await storage.record([anEvent('anna', 1)]);

  const gate = new EventEmitter();
  const written = once(gate, 'written');
  const slow = await createMysqlStorage({
    client: watchedPool(pool, async (sql) => {
      if (sql !== 'COMMIT') return;
      const released = once(gate, 'release');
      gate.emit('written');
      await released;
    }),
  });
  const held = slow.save('anna', { tag: 'a', state: '1' }, undefined, [anEvent('anna', 2)]);
  await written;

  // Both are under way: the second began later and would be there first, if it were not made to wait.
  let overtook = false;
  const second = storage.record([anEvent('berta', 3)]).then(() => {
    overtook = true;
  });
  // A save without events, and every load, waits for nobody.
  expect(await storage.save('clara', { tag: 'a', state: '1' }, undefined, [])).toBe(true);
  expect((await storage.load('anna')).stored).toBeUndefined();
  const page = await storage.readEvents({ limit: 9 });
  expect(page.events).toEqual([anEvent('anna', 1)]);
  expect(overtook).toBe(false);

  gate.emit('release');
  expect(await held).toBe(true);
  await second;
  const { events } = await storage.readEvents({ after: page.cursor, limit: 9 });
  expect(events).toEqual([anEvent('anna', 2), anEvent('berta', 3)]);
});
