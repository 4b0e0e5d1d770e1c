import type { Mfa, MfaOptions, SignedIn, StorageAdapter } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { stores } from './stores.ts';
import { accountOf, codeSession, enrol, openWorld, type Person, plainPolicy, type World } from './world.ts';

const moved = { name: 'MfaError', code: 'account-moved' };

function begin(mfa: Mfa, userId: string): ReturnType<Mfa['beginSignIn']> {
  return mfa.beginSignIn({ userId, user: { accountName: userId }, firstFactor: { method: 'password' } });
}

async function signIn(world: World, mfa: Mfa, anna: Person, userId: string): Promise<SignedIn> {
  world.clock.advance(30_000);
  return codeSession({ ...world, mfa }, { ...anna, userId });
}

interface Town extends World {
  readonly bits: Map<string, boolean>;
  readonly anna: Person;
  readonly session: SignedIn;
}

async function openAnna(options: Parameters<typeof openWorld>[0] = {}): Promise<Town> {
  const bits = new Map<string, boolean>();
  const portal: MfaOptions['portal'] = {
    contacts: async () => [{ id: 'mail', channel: 'email', address: 'anna@example.com' }],
    enrolmentChanged: async ({ userId, enrolled }) => void bits.set(userId, enrolled),
  };
  const world = await openWorld({ policy: plainPolicy, portal, ...options });
  const anna = await enrol(world, 'anna');
  const session = await codeSession(world, anna);
  return { ...world, bits, anna, session };
}

/** What must hold after a crash anywhere: neither id opens with the password alone, and at most one opens with the factor. */
async function expectClosed(world: World, mfa: Mfa): Promise<void> {
  const kinds = await Promise.all(
    ['anna', 'anne'].map(async (userId) => {
      const outcome = await begin(mfa, userId).catch((error: { readonly code: string }) => ({
        kind: error.code,
      }));
      return `${userId}: ${outcome.kind}`;
    }),
  );
  expect(kinds).not.toContain('anna: complete');
  expect(kinds.filter((kind) => kind.endsWith('challenge')).length).toBeLessThanOrEqual(1);
  const { stored } = await world.storage.load('anne');
  if (stored !== undefined) expect(kinds).toContain('anne: challenge');
}

describe.each(stores)('A14 a user gets another id, over $name', ({ open }) => {
  test('the account is at the new id with all that it had, and the old id is closed', async () => {
    const world = await openAnna({ open });
    const { mfa, anna, bits, session } = world;
    const challenge = await begin(mfa, 'anna');
    if (challenge.kind !== 'challenge') throw new Error(`got ${challenge.kind}`);
    const before = await accountOf(world, 'anna');
    const outcome = await mfa.changeUserId({ from: 'anna', to: 'anne' });
    expect(outcome).toEqual({ kind: 'changed', sessions: { kind: 'revoked', scope: 'all' } });
    expect(world.revocations.at(-1)).toEqual({ userId: 'anna' });
    expect(bits.get('anne')).toBe(true);

    const caller = await signIn(world, world.second, anna, 'anne');
    const account = await accountOf(world, 'anne');
    expect(account.epoch).not.toBe(before.epoch);
    expect(account.backupCodes).toEqual(before.backupCodes);
    expect((await mfa.describe({ caller })).factors).toMatchObject([{ id: anna.factorId }]);
    const { token } = (await begin(mfa, 'anne')) as { readonly token: string };
    expect((await mfa.verifyBackupCode({ token, code: anna.backupCodes[0] })).kind).toBe('complete');

    const dead: readonly (() => Promise<unknown>)[] = [
      () => begin(mfa, 'anna'),
      () => mfa.verify({ token: challenge.token, factorId: anna.factorId, response: '000000' }),
      () => mfa.describe({ caller: session }),
      () => mfa.requireAssurance({ caller: session, need: { requirement: { of: ['password'] } } }),
      () => mfa.beginEnrolment({ caller: session, method: 'totp' }),
      () => mfa.support.describe({ userId: 'anna', user: { accountName: 'anna' } }),
    ];
    for (const call of dead) await expect(call()).rejects.toMatchObject(moved);
    const emptied = JSON.parse((await world.storage.load('anna')).stored?.state ?? '');
    expect([emptied.factors, emptied.contacts, emptied.backupCodes]).toEqual([[], undefined, undefined]);

    for (const userId of ['anna', 'anne']) {
      const changes = (await world.events(userId)).filter(({ type }) => type === 'user-id.changed');
      expect(changes).toMatchObject([{ userId, from: 'anna', to: 'anne' }]);
    }
    expect((await mfa.changeUserId({ from: 'anna', to: 'anne' })).kind).toBe('changed');
    for await (const { failures } of mfa.rotateKeys({})) expect(failures).toEqual([]);
    await mfa.eraseAccount({ userId: 'anna' });
    expect((await begin(mfa, 'anna')).kind).toBe('complete');
    expect((await begin(mfa, 'anne')).kind).toBe('challenge');
  });

  test('an id that has an account is taken, and nothing is changed', async () => {
    const world = await openAnna({ open });
    await enrol(world, 'ben');
    const before = await world.storage.load('anna');
    expect(await world.mfa.changeUserId({ from: 'anna', to: 'ben' })).toEqual({ kind: 'taken' });
    expect(await world.storage.load('anna')).toEqual(before);
    expect(await world.mfa.changeUserId({ from: 'nobody', to: 'somebody' })).toEqual({
      kind: 'nothing-kept',
    });
    await expect(world.mfa.changeUserId({ from: 'anna', to: 'anna' })).rejects.toMatchObject({
      code: 'input-invalid',
    });
  });

  test('of two renames to one id one wins, and the other account stays where it was', async () => {
    const world = await openAnna({ open });
    await enrol(world, 'ben');
    const outcomes = await Promise.all([
      world.mfa.changeUserId({ from: 'anna', to: 'anne' }),
      world.second.changeUserId({ from: 'ben', to: 'anne' }),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['changed', 'taken']);
    const loser = outcomes[0]?.kind === 'taken' ? 'anna' : 'ben';
    expect((await begin(world.mfa, loser)).kind).toBe('challenge');
    expect((await begin(world.mfa, 'anne')).kind).toBe('challenge');
  });

  test('of two renames of one account one wins, and the same rename twice is one', async () => {
    const world = await openAnna({ open });
    const outcomes = await Promise.allSettled([
      world.mfa.changeUserId({ from: 'anna', to: 'anne' }),
      world.second.changeUserId({ from: 'anna', to: 'anouk' }),
      world.second.changeUserId({ from: 'anna', to: 'anne' }),
    ]);
    const kinds = outcomes.map((one) => (one.status === 'fulfilled' ? one.value.kind : one.reason.code));
    expect([...kinds].sort().filter((kind) => kind !== 'changed')).toEqual(
      kinds[1] === 'changed' ? ['account-moved', 'account-moved'] : ['account-moved'],
    );
    const live = await Promise.all(
      ['anne', 'anouk'].map(async (id) => (await world.storage.load(id)).stored !== undefined),
    );
    expect(live.filter(Boolean)).toHaveLength(1);
  });

  test('a crash at each write leaves no id open with the password alone, and the same call goes on', async () => {
    const world = await openAnna({ open });
    let survived = 0;
    for (let crashAt = 1; survived === 0; crashAt++) {
      for (const written of [false, true]) {
        let saves = 0;
        const dying: StorageAdapter = {
          ...world.storage,
          async save(...given) {
            saves += 1;
            if (saves < crashAt) return world.storage.save(...given);
            // The process is gone, before or after the write.
            if (saves === crashAt && written) await world.storage.save(...given);
            throw new Error('crashed');
          },
          load: async (userId) => {
            if (saves >= crashAt) throw new Error('crashed');
            return world.storage.load(userId);
          },
        };
        const outcome = await world
          .server({ storage: dying })
          .changeUserId({ from: 'anna', to: 'anne' })
          .catch(() => undefined);
        if (saves < crashAt) {
          expect(outcome?.kind).toBe('changed');
          survived = crashAt;
        }
        await expectClosed(world, world.mfa);
        expect((await world.mfa.changeUserId({ from: 'anna', to: 'anne' })).kind).toBe('changed');
        await signIn(world, world.second, world.anna, 'anne');
        // Back, for the next crash.
        await world.mfa.eraseAccount({ userId: 'anna' });
        expect((await world.mfa.changeUserId({ from: 'anne', to: 'anna' })).kind).toBe('changed');
        await world.mfa.eraseAccount({ userId: 'anne' });
      }
    }
    expect(survived).toBeGreaterThan(3);
  });
});
