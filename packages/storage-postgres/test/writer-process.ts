import type { StorageAdapter } from '@factorkit/core';
import { createPostgresStorage, migrate } from '@factorkit/storage-postgres';
import pg from 'pg';
import type { Order, Report } from './writer-protocol.ts';

// A portal process that does as it is told, and ends when the test disconnects.

let open: { readonly pool: pg.Pool; readonly storage: StorageAdapter } | undefined;

process.on('message', (order: Order) => void obey(order).then(report));
process.once('disconnect', () => process.exit());
report({ kind: 'ready' });

async function obey(order: Order): Promise<Report> {
  if (order.kind === 'open') {
    await open?.pool.end();
    const pool = new pg.Pool({
      connectionString: order.url,
      max: 2,
      application_name: order.place.schema,
    });
    if (order.migrate) await migrate(pool, order.place);
    open = { pool, storage: await createPostgresStorage({ client: pool, ...order.place }) };
    return { kind: 'opened' };
  }
  if (open === undefined) throw new Error('no database was opened');
  if (order.kind === 'race') {
    return { kind: 'raced', won: await save(open.storage, order.tag, 1, order.expected ?? undefined) };
  }
  for (let count = 1; ; count += 1) {
    const current = await open.storage.load('anna');
    await save(open.storage, `tag-${count}`, count, current?.tag);
    if (count === 10) report({ kind: 'counted' });
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
