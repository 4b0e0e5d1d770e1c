import { createTestPorts, openMemoryStorage } from '@factorkit/testkit';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
});

const code = {
  id: 'd1',
  channel: 'email',
  to: 'anna@example.com',
  purpose: 'sign-in',
  subject: 'Your code',
  text: '123456 is your code.',
  code: '123456',
  expiresAt: Date.UTC(2026, 0, 1) + 600_000,
} as const;

test('test ports: each call is a world of its own, and the same seed makes the same world', async () => {
  const [one, same, other] = [createTestPorts(), createTestPorts(), createTestPorts({ seed: 2 })];
  expect(one.ports.keys).toEqual(same.ports.keys);
  expect(one.ports.keys).not.toEqual(other.ports.keys);
  expect(one.ports.random(16)).toEqual(same.ports.random(16));
  await one.ports.storage.save('anna', { tag: 'a', state: '{}' }, undefined, []);
  expect((await same.ports.storage.load('anna')).stored).toBeUndefined();
  one.clock.advance(1000);
  expect([one.ports.clock(), same.ports.clock()]).toEqual([
    Date.UTC(2026, 0, 1, 0, 0, 1),
    Date.UTC(2026, 0, 1),
  ]);
  expect(createTestPorts({ nowMs: 5 }).ports.clock()).toBe(5);
});

test('test ports: the mailbox goes by the clock', async () => {
  const { clock, mailbox } = createTestPorts();
  expect(await mailbox.deliver(code)).toMatchObject({ kind: 'accepted' });
  clock.set(code.expiresAt);
  expect(await mailbox.deliver(code)).toMatchObject({ kind: 'failed', reason: 'expired' });
});

test('test ports refuse to run in production, also what was made before', async () => {
  const { ports, mailbox } = createTestPorts();
  vi.stubEnv('NODE_ENV', 'production');
  expect(() => createTestPorts()).toThrow(
    'test ports are for tests: it refuses to run where NODE_ENV is production',
  );
  expect(() => ports.clock()).toThrow('production');
  expect(() => ports.random(8)).toThrow('production');
  await expect(mailbox.deliver(code)).rejects.toThrow('production');
});

test('storage in memory is not opened in production', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  await expect(openMemoryStorage()).rejects.toThrow('storage in memory is for tests');
});
