import type { AuditEvent } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { expect, test } from 'vitest';

function enabled(userId: string, id: string): AuditEvent {
  return { id, userId, at: 1, type: 'mfa.enabled' };
}

// The storage contract itself runs on this adapter in @factorkit/testkit, which depends on this package.
test('two loads do not share an object', async () => {
  const storage = createMemoryStorage();
  await storage.save('anna', { tag: 'a', state: '1' }, undefined, []);
  Object.assign((await storage.load('anna')).stored ?? {}, { state: '2' });
  expect((await storage.load('anna')).stored).toEqual({ tag: 'a', state: '1' });
});

test('two stores share nothing', async () => {
  const [one, other] = [createMemoryStorage(), createMemoryStorage()];
  await one.save('anna', { tag: 'a', state: '1' }, undefined, [enabled('anna', '1')]);
  expect((await other.load('anna')).stored).toBeUndefined();
  expect((await other.readEvents({ limit: 1 })).events).toEqual([]);
});

test('the cursor of a listing is plain text, whatever the id, and no other text is one', async () => {
  const storage = createMemoryStorage();
  for (const userId of ['\0 ä😀', '\uffff', 'z']) {
    await storage.save(userId, { tag: 'a', state: '1' }, undefined, []);
  }
  const { userIds, cursor } = await storage.readUserIds({ limit: 1 });
  expect(userIds).toEqual(['\0 ä😀']);
  expect(cursor).toMatch(/^[!-~]+$/);
  expect(await storage.readUserIds({ after: cursor, limit: 2 })).toEqual({ userIds: ['z', '\uffff'] });
  for (const after of ['', '0', 'z', 'User:z', 'user:a b', 'user:ä', 'user:%', 'user:%FF', 'user:%7A']) {
    await expect(storage.readUserIds({ limit: 1, after })).rejects.toThrow(TypeError);
  }
});
