import type { AuditEvent } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { expect, test } from 'vitest';

function enabled(userId: string, id: string): AuditEvent {
  return { id, userId, at: 1, type: 'mfa.enabled' };
}

// The storage contract itself runs on this adapter in @factorkit/testkit, which depends on this package.
test('the trail can be read for one user and for all, as copies', async () => {
  const storage = createMemoryStorage();
  await storage.save('anna', { tag: 'a', state: '1' }, undefined, [enabled('anna', '1')]);
  await storage.delete('berta', [enabled('berta', '2')]);
  expect(storage.events().map(({ id }) => id)).toEqual(['1', '2']);
  expect(storage.events('berta')).toEqual([enabled('berta', '2')]);
  expect(storage.events('nobody')).toEqual([]);
  Object.assign(storage.events('anna')[0] ?? {}, { id: 'changed' });
  expect(storage.events('anna')).toEqual([enabled('anna', '1')]);
});

test('an account that was loaded cannot be used to change the store', async () => {
  const storage = createMemoryStorage();
  await storage.save('anna', { tag: 'a', state: '1' }, undefined, []);
  const loaded = await storage.load('anna');
  expect(() => Object.assign(loaded ?? {}, { state: '2' })).toThrow(TypeError);
  expect(await storage.load('anna')).toEqual({ tag: 'a', state: '1' });
});

test('two stores share nothing', async () => {
  const [one, other] = [createMemoryStorage(), createMemoryStorage()];
  await one.save('anna', { tag: 'a', state: '1' }, undefined, [enabled('anna', '1')]);
  expect(await other.load('anna')).toBeUndefined();
  expect(other.events()).toEqual([]);
});
