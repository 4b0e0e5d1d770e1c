import { setImmediate } from 'node:timers/promises';
import type { StorageAdapter } from '@factorkit/core';
import { createSqliteStorage, migrate } from '@factorkit/storage-sqlite';
import { type Connection, drivers } from './drivers.ts';
import type { Order, Report } from './writer-protocol.ts';

// A portal process that does as it is told, and ends when the test disconnects.

let open: { readonly database: Connection; readonly storage: StorageAdapter } | undefined;

process.on('message', (order: Order) => void obey(order).then(report));
report({ kind: 'ready' });

async function obey(order: Order): Promise<Report> {
  if (order.kind === 'open') {
    open?.database.close();
    const database = drivers[order.driver](order.file);
    if (order.migrate) migrate(database);
    open = { database, storage: createSqliteStorage({ database }) };
    return { kind: 'opened' };
  }
  if (open === undefined) throw new Error('no file was opened');
  if (order.kind === 'race') {
    return { kind: 'raced', won: await save(open.storage, order.tag, 1, order.expected ?? undefined) };
  }
  for (let count = 1; ; count += 1) {
    const current = await open.storage.load('anna');
    await save(open.storage, `tag-${count}`, count, current?.tag);
    if (count === 10) report({ kind: 'counted' });
    await setImmediate();
  }
}

function save(
  storage: StorageAdapter,
  tag: string,
  count: number,
  expected: string | undefined,
): Promise<boolean> {
  const event = { id: tag, userId: 'anna', at: count, type: 'mfa.enabled' } as const;
  return storage.save('anna', { tag, state: String(count) }, expected, [event]);
}

function report(report: Report): void {
  process.send?.(report);
}
