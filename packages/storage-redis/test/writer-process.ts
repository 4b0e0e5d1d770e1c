import type { StorageAdapter } from '@factorkit/core';
import { createRedisStorage } from '@factorkit/storage-redis';
import { ioredis, nodeRedis, type OpenClient } from './clients.ts';
import type { Order, Report } from './writer-protocol.ts';

// A portal process that does as it is told, and ends when the test disconnects.

let open: { readonly connection: OpenClient; readonly storage: StorageAdapter } | undefined;

process.on('message', (order: Order) => void obey(order).then(report));
process.once('disconnect', () => process.exit());
report({ kind: 'ready' });

async function obey(order: Order): Promise<Report> {
  if (order.kind === 'open') {
    await open?.connection.end();
    const connection = await (order.library === 'redis' ? nodeRedis : ioredis)([order.url]);
    const { client } = connection;
    open = { connection, storage: await createRedisStorage({ client, keyPrefix: order.keyPrefix }) };
    return { kind: 'opened' };
  }
  if (open === undefined) throw new Error('no server was opened');
  if (order.kind === 'race') {
    return { kind: 'raced', won: await save(open.storage, order.tag, 1, order.expected ?? undefined) };
  }
  try {
    for (let count = 1; ; count += 1) {
      const current = await open.storage.load('anna');
      if (await save(open.storage, `tag-${count}`, count, current?.tag)) report({ kind: 'counted', count });
    }
  } catch {
    return { kind: 'refused' };
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
