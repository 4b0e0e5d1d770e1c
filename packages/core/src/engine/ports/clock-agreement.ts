import { SKEW_MS } from '../../clock-skew.ts';
import { MfaError } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StorageAdapter } from '../../ports/storage.ts';

/** Checks that the clock of this server agrees with the clock of the store, which all servers share. */
export interface ClockAgreement {
  /**
   * Compares them.
   *
   * @throws MfaError `clock-differs`
   */
  compare(): Promise<void>;
  /** The same, unless they agreed within the last ten minutes. */
  confirm(): Promise<void>;
}

const HOLDS_MS = 600_000;

export function createClockAgreement(clock: Clock, storage: Pick<StorageAdapter, 'now'>): ClockAgreement {
  let agreedAt: number | undefined;
  const compare = async (): Promise<void> => {
    agreedAt = undefined;
    const before = clock();
    const store = await storage.now();
    const after = clock();
    if (!Number.isSafeInteger(store))
      throw new MfaError('storage-failed', 'storage.now must return milliseconds since 1970');
    // The store read its clock at some moment between the two.
    const ahead = before - store;
    const behind = store - after;
    const difference = Math.max(ahead, behind);
    if (difference > SKEW_MS) {
      const seconds = Math.round(difference / 1000);
      const which = ahead > behind ? 'ahead of' : 'behind';
      const why = `the clock of this server is ${seconds} seconds ${which} that of the store`;
      throw new MfaError('clock-differs', why);
    }
    agreedAt = after;
  };
  return {
    compare,
    async confirm() {
      const now = clock();
      // A clock that was set since then, in either direction, is compared again.
      if (agreedAt === undefined || now < agreedAt || now - agreedAt > HOLDS_MS) await compare();
    },
  };
}

/** The store, for a server whose clock agrees with it. */
export function agreedStorage(storage: StorageAdapter, { confirm }: ClockAgreement): StorageAdapter {
  return {
    load: (userId) => confirm().then(() => storage.load(userId)),
    save: (...given) => confirm().then(() => storage.save(...given)),
    delete: (...given) => confirm().then(() => storage.delete(...given)),
    record: (events) => confirm().then(() => storage.record(events)),
    due: (...given) => confirm().then(() => storage.due(...given)),
    readUserIds: (query) => confirm().then(() => storage.readUserIds(query)),
    readEvents: (query) => confirm().then(() => storage.readEvents(query)),
    now: () => storage.now(),
  };
}
