import { createMfa, type MfaOptions, type StorageAdapter, totp } from '@factorkit/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { KEY, openWorld, plainPolicy } from './world.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 21, 12);
const user = { accountName: 'anna' };
const firstFactor = { method: 'password' } as const;

afterEach(() => {
  vi.useRealTimers();
});

/** A store whose clock says so, and how often it was asked for it. */
async function storeAt(now: () => number): Promise<{ readonly storage: StorageAdapter; asked: number }> {
  const { storage } = await openWorld();
  const store = {
    asked: 0,
    storage: {
      ...storage,
      now: async () => {
        store.asked += 1;
        return now();
      },
    },
  };
  return store;
}

function server(storage: StorageAdapter, clock?: MfaOptions['clock']): ReturnType<typeof createMfa> {
  return createMfa({
    issuer: 'Example Portal',
    keys: [KEY],
    storage,
    methods: [totp()],
    policy: plainPolicy,
    portal: { revokeSessions: async () => {}, verifyPassword: async () => true },
    ...(clock && { clock }),
  });
}

describe('FS5 the clock of a server and that of the store', () => {
  test.each([
    [0, 'ready'],
    [MINUTE, 'ready'],
    [-MINUTE, 'ready'],
    [MINUTE + 1, 'the clock of this server is 60 seconds ahead of that of the store'],
    [-MINUTE - 1, 'the clock of this server is 60 seconds behind that of the store'],
    [24 * 60 * MINUTE, 'the clock of this server is 86400 seconds ahead of that of the store'],
  ])('%d ms apart: %s', async (apart, outcome) => {
    const { storage } = await storeAt(() => NOON);
    const ready = server(storage, () => NOON + apart)
      .ready()
      .then(
        () => 'ready',
        ({ code, message }) => (code === 'clock-differs' ? message : code),
      );
    expect(await ready).toBe(outcome);
  });

  test('a slow answer is not taken for a difference', async () => {
    let now = NOON;
    const { storage } = await storeAt(() => (now += 5 * MINUTE));
    await server(storage, () => now).ready();
  });

  test('a store that gives no time is refused', async () => {
    const { storage } = await storeAt(() => Number.NaN);
    await expect(server(storage, () => NOON).ready()).rejects.toMatchObject({ code: 'storage-failed' });
    expect(() => server({ ...storage, now: undefined as never })).toThrow('storage.now: expected a function');
  });

  test('the clock of the system is compared at the first use and every ten minutes: no call goes on with a wrong one', async () => {
    vi.useFakeTimers({ now: NOON, toFake: ['Date'] });
    let ahead = 0;
    const store = await storeAt(() => Date.now() - ahead);
    const mfa = server(store.storage);
    const begin = (): Promise<unknown> => mfa.beginSignIn({ userId: 'anna', user, firstFactor });
    await begin();
    await begin();
    expect(store.asked).toBe(1);
    // Set ahead by a day while the server runs.
    ahead = 24 * 60 * MINUTE;
    vi.setSystemTime(NOON + ahead);
    await expect(begin()).rejects.toMatchObject({ code: 'clock-differs' });
    await expect(mfa.readEvents({ everyone: true, limit: 1 })).rejects.toMatchObject({
      code: 'clock-differs',
    });
    // Set right again.
    vi.setSystemTime(NOON + MINUTE);
    ahead = 0;
    await begin();
    expect(store.asked).toBe(4);
  });

  test('a server whose clock is wrong from the start does nothing', async () => {
    vi.useFakeTimers({ now: NOON + 24 * 60 * MINUTE, toFake: ['Date'] });
    const { storage } = await storeAt(() => NOON);
    const load = vi.fn(storage.load);
    const mfa = server({ ...storage, load });
    await expect(mfa.beginSignIn({ userId: 'anna', user, firstFactor })).rejects.toMatchObject({
      code: 'clock-differs',
    });
    expect(load).not.toHaveBeenCalled();
  });
});
