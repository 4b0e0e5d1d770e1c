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
  Object.assign((await storage.load('anna')) ?? {}, { state: '2' });
  expect(await storage.load('anna')).toEqual({ tag: 'a', state: '1' });
});

test('two stores share nothing', async () => {
  const [one, other] = [createMemoryStorage(), createMemoryStorage()];
  await one.save('anna', { tag: 'a', state: '1' }, undefined, [enabled('anna', '1')]);
  expect(await other.load('anna')).toBeUndefined();
  expect((await other.readEvents({ limit: 1 })).events).toEqual([]);
});
