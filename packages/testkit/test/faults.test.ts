import { createMemoryStorage } from '@factorkit/core/memory';
import { lateStorage, lostAnswerStorage, throwingStorage } from '@factorkit/testkit';
import { expect, test } from 'vitest';
import { type StorageCall, StorageFault } from '../src/storage/faults/fault.ts';

const one = { tag: 'a', state: '1' };
const two = { tag: 'b', state: '2' };

test('throwingStorage throws where the rule says, and the store is untouched', async () => {
  const good = createMemoryStorage();
  const storage = throwingStorage(good, ({ method, number }) => method === 'save' && number === 2);
  expect(await storage.save('u', one, undefined, [])).toBe(true);
  await expect(storage.save('u', two, 'a', [])).rejects.toThrow(StorageFault);
  expect((await storage.load('u')).stored).toEqual(one);
  expect(await storage.save('u', two, 'a', [])).toBe(true);
});

test('throwingStorage without a rule throws on every call', async () => {
  const storage = throwingStorage(createMemoryStorage());
  await expect(storage.load('u')).rejects.toThrow(StorageFault);
  await expect(storage.save('u', one, undefined, [])).rejects.toThrow(StorageFault);
  await expect(storage.delete('u', [], 'erased:1')).rejects.toThrow(StorageFault);
  await expect(storage.record([])).rejects.toThrow(StorageFault);
  await expect(storage.due(1, 1)).rejects.toThrow(StorageFault);
  await expect(storage.readUserIds({ limit: 1 })).rejects.toThrow(StorageFault);
  await expect(storage.readEvents({ limit: 1 })).rejects.toThrow(StorageFault);
});

test('a rule sees each kind of call, and whose it is', async () => {
  const calls: StorageCall[] = [];
  const storage = throwingStorage(createMemoryStorage(), (call) => calls.push(call) === 0);
  await storage.record([]);
  await storage.record([]);
  await storage.due(1, 1);
  await storage.readUserIds({ limit: 1 });
  await storage.readEvents({ limit: 1 });
  await storage.readEvents({ userId: 'u', limit: 1 });
  expect(calls).toEqual([
    { method: 'record', userId: undefined, number: 1 },
    { method: 'record', userId: undefined, number: 2 },
    { method: 'due', userId: undefined, number: 1 },
    { method: 'readUserIds', userId: undefined, number: 1 },
    { method: 'readEvents', userId: undefined, number: 1 },
    { method: 'readEvents', userId: 'u', number: 2 },
  ]);
});

test('lostAnswerStorage has written when it throws', async () => {
  const good = createMemoryStorage();
  const storage = lostAnswerStorage(good, ({ method, userId }) => method !== 'load' && userId === 'u');
  await expect(storage.save('u', one, undefined, [])).rejects.toThrow(StorageFault);
  expect((await storage.load('u')).stored).toEqual(one);
  await expect(storage.save('u', two, 'z', [])).rejects.toThrow(StorageFault);
  expect((await storage.load('u')).stored).toEqual(one);
  await expect(storage.delete('u', [], 'erased:1')).rejects.toThrow(StorageFault);
  expect((await storage.load('u')).stored).toBeUndefined();
  expect(await storage.save('v', one, undefined, [])).toBe(true);
});

test('lateStorage holds calls before they touch the store, and lets them go in order', async () => {
  const good = createMemoryStorage();
  const storage = lateStorage(good, { when: ({ method }) => method === 'save' });
  const first = storage.save('u', one, undefined, []);
  const second = storage.save('u', two, undefined, []);
  await storage.held(2);
  expect((await storage.load('u')).stored).toBeUndefined();
  expect(storage.release(1)).toBe(1);
  expect(await first).toBe(true);
  expect(storage.release()).toBe(1);
  expect(await second).toBe(false);
  expect(storage.release()).toBe(0);
});

test('lateStorage can hold the answer of a call that is done', async () => {
  const good = createMemoryStorage();
  const storage = lateStorage(good, { hold: 'after' });
  const watched = storage.held(1);
  const saving = storage.save('u', one, undefined, []);
  await watched;
  expect((await good.load('u')).stored).toEqual(one);
  storage.release();
  expect(await saving).toBe(true);
});
