import { setImmediate } from 'node:timers/promises';
import type { StorageAdapter } from '@factorkit/core';
import { type Order, type Report, USER } from './orders.ts';

/** A store that a process has opened. @inline */
export type OpenedStore = {
  readonly storage: StorageAdapter;
  /** Ends the client, when the process is told to open another store. */
  close?(): unknown;
};

/**
 * Makes this process one that saves when it is told to. The whole of a module that {@link startStorageProcess} starts: it
 * says how the adapter's store is opened, from a place that the test chose (plain data, as JSON has it). The process
 * ends with the one that started it.
 *
 * @example
 * ```ts
 * // storage-process.ts
 * import { createMemoryStorage } from '@factorkit/core/memory';
 * import { runStorageProcess } from '@factorkit/testkit';
 *
 * runStorageProcess<{ url: string }>(async ({ url }) => {
 *   const storage = createMemoryStorage(); // yours: a client of the store at `url`
 *   return { storage };
 * });
 * ```
 */
export function runStorageProcess<Place>(open: (place: Place) => OpenedStore | Promise<OpenedStore>): void {
  let opened: OpenedStore | undefined;

  async function obey(order: Order<Place>): Promise<Report> {
    if (order.kind === 'open') {
      await opened?.close?.();
      opened = await open(order.place);
      return { kind: 'opened' };
    }
    if (opened === undefined) throw new Error('this process has no store open');
    const { storage } = opened;
    if (order.kind === 'save') {
      return { kind: 'saved', won: await save(storage, order.tag, 1, order.expected ?? undefined) };
    }
    return countUp(storage);
  }

  process.on('message', (order: Order<Place>) => void obey(order).then(report));
  process.once('disconnect', () => process.exit());
  report({ kind: 'ready' });
}

async function countUp(storage: StorageAdapter): Promise<Report> {
  try {
    for (let count = 1; ; count += 1) {
      const current = (await storage.load(USER)).stored;
      if (await save(storage, `tag-${count}`, count, current?.tag)) report({ kind: 'counted', count });
      // Where a driver works within the call, nothing would be reported otherwise.
      await setImmediate();
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
  const event = { id: tag, userId: USER, at: count, type: 'mfa.enabled' } as const;
  return storage.save(USER, { tag, state: String(count) }, expected, [event]);
}

function report(report: Report): void {
  process.send?.(report);
}
