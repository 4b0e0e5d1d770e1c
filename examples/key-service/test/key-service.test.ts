import { randomBytes } from 'node:crypto';
import { createMfa, type Mfa, type SignedIn, type SignIn, type StorageAdapter, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { type Policy, presetS2 } from '@factorkit/core/policy';
import { type Authenticator, authenticatorFromUri, createFakeClock } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { keyServiceSealer } from '../src/key-service-sealer.ts';
import { type FakeKeyService, startKeyService } from './fake-key-service.ts';

const policy: Policy = {
  ...presetS2,
  id: 'app',
  backupCodes: { issue: 'on-request', acknowledge: 'record' },
};
const keys = [{ id: '1', key: randomBytes(32) }];
const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 29, 12) });

interface Portal {
  readonly service: FakeKeyService;
  readonly storage: StorageAdapter;
  /** A server that seals under this version of the service's key. */
  server(version: number): Mfa;
}

async function openPortal(): Promise<Portal> {
  const service = await startKeyService();
  const storage = createMemoryStorage();
  const server = (version: number): Mfa =>
    createMfa({
      issuer: 'Example Portal',
      keys,
      storage,
      methods: [totp()],
      policy,
      sealer: keyServiceSealer({ url: service.url, token: service.token, version, timeoutMs: 60_000 }),
      clock: clock.now,
      portal: { revokeSessions: async () => {} },
    });
  return { service, storage, server };
}

async function stateOf({ storage }: Portal, userId: string): Promise<string> {
  return (await storage.load(userId)).stored?.state ?? '';
}

interface Enrolled {
  readonly userId: string;
  readonly factorId: string;
  readonly phone: Authenticator;
}

function signIn(mfa: Mfa, userId: string): Promise<SignIn> {
  return mfa.beginSignIn({ userId, user: { accountName: userId }, firstFactor: { method: 'password' } });
}

async function enrol(mfa: Mfa, userId: string): Promise<Enrolled> {
  const entered = await signIn(mfa, userId);
  if (entered.kind !== 'complete') throw new Error(entered.kind);
  const caller: SignedIn = { userId, user: { accountName: userId }, assurance: entered.assurance };
  const begun = await mfa.beginEnrolment({ caller, method: 'totp' });
  if (begun.kind !== 'begun' || begun.enrolment.setup.kind !== 'totp') throw new Error(begun.kind);
  const { factorId, setup } = begun.enrolment;
  const phone = authenticatorFromUri(setup.uri);
  await mfa.confirmEnrolment({ caller, factorId, response: phone.code(clock.now()) });
  return { userId, factorId, phone };
}

async function enter(mfa: Mfa, { userId, factorId, phone }: Enrolled): Promise<string> {
  clock.advance(30_000);
  const challenge = await signIn(mfa, userId);
  if (challenge.kind !== 'challenge') return challenge.kind;
  const response = phone.code(clock.now());
  return (await mfa.verify({ token: challenge.token, factorId, response })).kind;
}

describe('H8 a portal whose secrets a key service seals', () => {
  test('signs in, and keeps nothing that its own keys open', async () => {
    const portal = await openPortal();
    const mfa = portal.server(1);
    const anna = await enrol(mfa, 'anna');
    expect(await enter(mfa, anna)).toBe('complete');
    expect(JSON.parse(await stateOf(portal, 'anna')).factors[0].data.secret).toMatch(/^kms\.1\./);
    expect(portal.service.calls.encrypt).toBe(1);
  });

  test('FA14 still refuses an edited account, without asking the service', async () => {
    const { service, storage, server } = await openPortal();
    const mfa = server(1);
    await enrol(mfa, 'anna');
    const { stored } = await storage.load('anna');
    const calls = { ...service.calls };
    const state = stored?.state.replace('"status":"active"', '"status":"gone"') ?? '';
    await storage.save('anna', { tag: stored?.tag ?? '', state }, stored?.tag, []);
    await expect(signIn(mfa, 'anna')).rejects.toMatchObject({ code: 'account-tampered' });
    expect(service.calls).toEqual(calls);
  });

  test('seals again under a new version of the key', async () => {
    const portal = await openPortal();
    const anna = await enrol(portal.server(1), 'anna');
    const rotated = portal.server(2);
    expect(await enter(rotated, anna)).toBe('complete');
    expect(await stateOf(portal, 'anna')).toContain('"kms.1.');
    for await (const report of rotated.rotateKeys()) {
      expect(report).toMatchObject({ looked: 1, resealed: 1, failures: [] });
    }
    expect(await stateOf(portal, 'anna')).not.toContain('"kms.1.');
    expect(await enter(rotated, anna)).toBe('complete');
  });

  test('a secret that was moved to another user, factor or field does not open', async () => {
    const { url, token } = await startKeyService();
    const sealer = keyServiceSealer({ url, token, version: 1, timeoutMs: 60_000 });
    const place = { userId: 'anna', factorId: 'f', field: 'secret' };
    const sealed = await sealer.seal(new Uint8Array([1, 2, 3]), place);
    expect(await sealer.open(sealed, place)).toEqual(new Uint8Array([1, 2, 3]));
    for (const other of [{ userId: 'bruno' }, { factorId: 'g' }, { field: 'address' }]) {
      await expect(sealer.open(sealed, { ...place, ...other })).rejects.toThrow('400');
    }
  });

  test('nobody gets in while the service is down, and nothing is lost', async () => {
    const portal = await openPortal();
    const mfa = portal.server(1);
    const anna = await enrol(mfa, 'anna');
    const factors = async (): Promise<unknown> => JSON.parse(await stateOf(portal, 'anna')).factors;
    const before = await factors();
    portal.service.stop();
    await expect(enter(mfa, anna)).rejects.toMatchObject({ code: 'seal-broken' });
    expect(await factors()).toEqual(before);
  });
});
