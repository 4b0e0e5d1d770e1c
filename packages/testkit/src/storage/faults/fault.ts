import type { StorageAdapter } from '@factorkit/core';

/** A call of the storage, as a fault rule sees it. @inline */
export type StorageCall = {
  readonly method: keyof StorageAdapter;
  /** Whose account or trail it is for; `undefined` where it is for no single user: `record`, `due`, `readUserIds`, a trail of all. */
  readonly userId: string | undefined;
  /** Which call of this method it is, from 1, counted over all users since the wrapper was made. */
  readonly number: number;
};

/** Says which calls the fault strikes. @inline */
export type FaultRule = (call: StorageCall) => boolean;

/** What a fault wrapper throws. */
export class StorageFault extends Error {
  override readonly name = 'StorageFault';
}

/** How a wrapper answers one call; `perform` passes it on to the storage. */
type Fate = <Answer>(call: StorageCall, perform: () => Promise<Answer>) => Promise<Answer>;

/** A storage whose every call is decided by `fate`. */
export function withFate(storage: StorageAdapter, fate: Fate): StorageAdapter {
  const numbers = { load: 0, save: 0, delete: 0, record: 0, due: 0, readUserIds: 0, readEvents: 0, now: 0 };
  const call = (method: StorageCall['method'], userId?: string): StorageCall => {
    numbers[method] += 1;
    return { method, userId, number: numbers[method] };
  };
  return {
    load: async (userId) => fate(call('load', userId), () => storage.load(userId)),
    save: async (userId, ...rest) => fate(call('save', userId), () => storage.save(userId, ...rest)),
    delete: async (userId, ...rest) => fate(call('delete', userId), () => storage.delete(userId, ...rest)),
    record: async (events) => fate(call('record'), () => storage.record(events)),
    due: async (now, limit) => fate(call('due'), () => storage.due(now, limit)),
    readUserIds: async (query) => fate(call('readUserIds'), () => storage.readUserIds(query)),
    readEvents: async (query) => fate(call('readEvents', query.userId), () => storage.readEvents(query)),
    now: async () => fate(call('now'), () => storage.now()),
  };
}
