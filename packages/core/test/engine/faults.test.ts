import { type LoadedAccount, MfaError, type StorageAdapter } from '@factorkit/core';
import { authenticatorFromUri, lateStorage, lostAnswerStorage, throwingStorage } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { encodeAccount } from '../../src/codec/account-text.ts';
import { createKeyring } from '../../src/codec/keyring.ts';
import { stores } from './stores.ts';
import {
  accountOf,
  appSetup,
  challengeFor,
  codeSession,
  enrol,
  KEY,
  openWorld,
  passwordSession,
  plainPolicy,
} from './world.ts';

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error('it did not throw'),
    (thrown: unknown) => thrown,
  );
  return error instanceof MfaError ? error.code : String(error);
}

describe.each(stores)('a storage that misbehaves, over $name', ({ open }) => {
  test('invariant 4: a client of the storage that sends each save twice, and hears of the second only', async () => {
    const world = await openWorld({ open });
    const { storage } = world;
    const twice: StorageAdapter = {
      ...storage,
      async save(...save) {
        await storage.save(...save);
        return storage.save(...save);
      },
    };
    const mfa = world.server({ storage: twice });
    const anna = await enrol({ ...world, mfa }, 'anna');
    const { token } = await challengeFor(mfa, 'anna');
    const response = anna.phone.code(world.clock.now());
    const verdict = await mfa.verify({ token, factorId: anna.factorId, response });
    expect(verdict.kind).toBe('complete');
  });

  test('A10 storage that throws on load: nobody is let in', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const broken = world.server({ storage: throwingStorage(world.storage) });
    const user = { accountName: 'anna' };
    const response = anna.phone.code(world.clock.now());
    const firstFactor = { method: 'password' } as const;
    expect(await codeOf(broken.beginSignIn({ userId: 'anna', user, firstFactor }))).toBe('storage-failed');
    expect(await codeOf(broken.verify({ token, factorId: anna.factorId, response }))).toBe('storage-failed');
    expect(await codeOf(broken.verifyBackupCode({ token, code: anna.backupCodes[0] }))).toBe(
      'storage-failed',
    );
  });

  test('A10 storage that throws on save: a right answer does not pass, and works once storage is back', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const broken = world.server({
      storage: throwingStorage(world.storage, ({ method }) => method === 'save'),
    });
    const answer = { token, factorId: anna.factorId, response: anna.phone.code(world.clock.now()) };
    expect(await codeOf(broken.verify(answer))).toBe('storage-failed');
    expect((await world.mfa.verify(answer)).kind).toBe('complete');
  });

  test('a wrong answer whose save fails is not judged: the guesser learns nothing', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const broken = world.server({
      storage: throwingStorage(world.storage, ({ method }) => method === 'save'),
    });
    const wrong = broken.verify({ token, factorId: anna.factorId, response: '000000' });
    const right = broken.verify({
      token,
      factorId: anna.factorId,
      response: anna.phone.code(world.clock.now()),
    });
    expect([await codeOf(wrong), await codeOf(right)]).toEqual(['storage-failed', 'storage-failed']);
  });

  test('the answer of a save that worked is lost: it is recognised by its tag, and counts once', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const lossy = world.server({
      storage: lostAnswerStorage(world.storage, ({ method }) => method === 'save'),
    });
    const answer = { token, factorId: anna.factorId, response: anna.phone.code(world.clock.now()) };
    expect((await lossy.verify(answer)).kind).toBe('complete');
    expect(await world.mfa.verify(answer)).toEqual({ kind: 'refused', reason: 'used' });
    expect((await world.events('anna')).filter(({ type }) => type === 'factor.accepted')).toHaveLength(1);
  });

  test('the answer of a save and the reload after it are both lost: refused, and never accepted again', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const lossy = world.server({
      storage: lostAnswerStorage(world.storage, ({ method, number }) => method === 'save' || number > 1),
    });
    const answer = { token, factorId: anna.factorId, response: anna.phone.code(world.clock.now()) };
    expect(await codeOf(lossy.verify(answer))).toBe('storage-failed');
    expect((await world.mfa.verify(answer)).kind).toBe('refused');
  });

  test('a set-up confirmed while saves fail leaves the factor that worked before', async () => {
    const world = await openWorld({ open, policy: plainPolicy });
    const anna = await enrol(world, 'anna');
    const session = await codeSession(world, anna);
    const begun = await world.mfa.beginEnrolment({
      caller: session,
      method: 'totp',
      replaces: anna.factorId,
    });
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const broken = world.server({
      storage: throwingStorage(world.storage, ({ method }) => method === 'save'),
    });
    const { factorId } = begun.enrolment;
    expect(await codeOf(broken.confirmEnrolment({ caller: session, factorId, response: '123456' }))).toBe(
      'storage-failed',
    );
    expect(await codeOf(broken.removeFactor({ caller: session, factorId: anna.factorId }))).toBe(
      'storage-failed',
    );
    world.clock.advance(30_000);
    expect((await codeSession(world, anna)).assurance.level).toBe('multi-factor');
  });

  test('a save that answers late loses to the one that came in between: one of two is accepted', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const slowStore = lateStorage(world.storage, { when: ({ method }) => method === 'save' });
    const slow = world.server({ storage: slowStore });
    const response = anna.phone.code(world.clock.now());
    const first = await challengeFor(world.mfa, 'anna');
    const second = await challengeFor(world.mfa, 'anna');
    const late = slow.verify({ token: first.token, factorId: anna.factorId, response });
    await slowStore.held(1);
    expect((await world.mfa.verify({ token: second.token, factorId: anna.factorId, response })).kind).toBe(
      'complete',
    );
    slowStore.release();
    // Its save lost; it is judged again from the new state. A used code counts as nothing: there is nothing to save.
    expect((await late).kind).toBe('code-used');
  });

  test('a stored account that is damaged refuses, and is left as it is', async () => {
    const world = await openWorld({ open });
    await enrol(world, 'anna');
    const stored = (await world.storage.load('anna')).stored;
    if (stored === undefined) throw new Error('nothing stored');
    const cut = { tag: 'cut', state: stored.state.slice(0, -10) };
    await world.storage.save('anna', cut, stored.tag, []);
    const user = { accountName: 'anna' };
    const signIn = world.mfa.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } });
    expect(await codeOf(signIn)).toBe('account-tampered');
    expect((await world.storage.load('anna')).stored).toEqual(cut);
  });

  test('FT5 a save that is committed and answers neither true nor false is looked up, and counts', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const { token } = await challengeFor(world.mfa, 'anna');
    const save = async (...call: Parameters<StorageAdapter['save']>): Promise<boolean> =>
      ((await world.storage.save(...call)) ? '1' : '0') as unknown as boolean;
    const odd = world.server({ storage: { ...world.storage, save } });
    const answer = { token, factorId: anna.factorId, response: anna.phone.code(world.clock.now()) };
    expect((await odd.verify(answer)).kind).toBe('complete');
    expect((await world.mfa.verify(answer)).kind).not.toBe('complete');
  });

  test.each([
    ['for another user', { userId: 'berta', stored: undefined }],
    ['without a user', { stored: undefined }],
    ['with neither an account nor undefined', { userId: 'anna' }],
    ['with null', { userId: 'anna', stored: null }],
    ['with half an account', { userId: 'anna', stored: { tag: 'a' } }],
    ['with nothing', undefined],
  ])(
    'FS1 a store that answers a load %s refuses, and does not count as "nothing enrolled"',
    async (_, loaded) => {
      const world = await openWorld({ open });
      const anna = await enrol(world, 'anna');
      const { token } = await challengeFor(world.mfa, 'anna');
      const load = async (): Promise<LoadedAccount> => loaded as LoadedAccount;
      const confused = world.server({ storage: { ...world.storage, load } });
      const user = { accountName: 'anna' };
      const answer = { token, factorId: anna.factorId, response: anna.phone.code(world.clock.now()) };
      for (const call of [
        () => confused.beginSignIn({ userId: 'anna', user, firstFactor: { method: 'password' } }),
        () => confused.verify(answer),
        () => confused.exportAccount({ userId: 'anna' }),
        () => confused.eraseAccount({ userId: 'anna' }),
      ]) {
        expect(await codeOf(call())).toBe('storage-failed');
      }
      expect((await world.mfa.verify(answer)).kind).toBe('complete');
    },
  );

  test('an account copied to another user does not read as his', async () => {
    const world = await openWorld({ open });
    await enrol(world, 'anna');
    const stored = (await world.storage.load('anna')).stored;
    if (stored === undefined) throw new Error('nothing stored');
    await world.storage.save('mallory', stored, undefined, []);
    const user = { accountName: 'mallory' };
    const signIn = world.mfa.beginSignIn({ userId: 'mallory', user, firstFactor: { method: 'password' } });
    expect(await codeOf(signIn)).toBe('account-tampered');
  });

  test('H8 a sealed secret copied to another user or another factor does not open', async () => {
    const world = await openWorld({ open });
    const anna = await enrol(world, 'anna');
    const mallory = await enrol(world, 'mallory');
    // With a genuine code over the document, as anyone who reaches the engine's memory could make one.
    const [hers, his] = [await accountOf(world, 'anna'), await accountOf(world, 'mallory')];
    const factors = hers.factors.map((factor) => ({ ...factor, data: his.factors[0]?.data ?? {} }));
    const state = encodeAccount(createKeyring([KEY]), { ...hers, factors }, 'pasted');
    await world.storage.save('anna', { tag: 'pasted', state }, hers.tags.at(-1), []);
    const { token } = await challengeFor(world.mfa, 'anna');
    const response = mallory.phone.code(world.clock.now());
    expect(await codeOf(world.mfa.verify({ token, factorId: anna.factorId, response }))).toBe('seal-broken');
  });
});

test('a clock that gives no time refuses', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const { token } = await challengeFor(world.mfa, 'anna');
  const response = anna.phone.code(world.clock.now());
  for (const clock of [() => Number.NaN, () => -1, () => Number.POSITIVE_INFINITY]) {
    const stopped = world.server({ clock });
    expect(await codeOf(stopped.verify({ token, factorId: anna.factorId, response }))).toBe('clock-failed');
  }
});

test('a random source that runs dry refuses', async () => {
  const world = await openWorld();
  const session = await passwordSession(world.mfa, 'anna');
  for (const random of [() => new Uint8Array(0), (length: number) => new Uint8Array(length)]) {
    const dry = world.server({ random });
    expect(await codeOf(dry.beginEnrolment({ caller: session, method: 'totp' }))).toBe('random-failed');
  }
});

test('a key service that fails refuses in our words', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const { token } = await challengeFor(world.mfa, 'anna');
  const down = async (): Promise<never> => {
    throw new Error('key service unreachable');
  };
  const keyless = world.server({ sealer: { seal: down, open: down } });
  const response = anna.phone.code(world.clock.now());
  expect(await codeOf(keyless.verify({ token, factorId: anna.factorId, response }))).toBe('seal-broken');
});

test('sessions that cannot be revoked are told of, and undo nothing', async () => {
  const world = await openWorld({
    policy: plainPolicy,
    portal: {
      revokeSessions: async () => {
        throw new Error('session store unreachable');
      },
      onEvent: () => {
        throw new Error('observer fell over');
      },
    },
  });
  const session = await passwordSession(world.mfa, 'anna');
  const begun = await world.mfa.beginEnrolment({ caller: session, method: 'totp' });
  const { factorId, setup } = appSetup(begun);
  const response = authenticatorFromUri(setup.uri).code(world.clock.now());
  const confirmed = await world.mfa.confirmEnrolment({ caller: session, factorId, response });
  expect(confirmed).toMatchObject({ kind: 'active', sessions: { kind: 'revocation-failed', scope: 'all' } });
  expect((await challengeFor(world.mfa, 'anna')).challenge.options).toHaveLength(1);
});

test('a flood of other writers on one account ends as contention, not as a pass', async () => {
  const world = await openWorld();
  const anna = await enrol(world, 'anna');
  const { token } = await challengeFor(world.mfa, 'anna');
  const losing = world.server({ storage: { ...world.storage, save: async () => false } });
  const response = anna.phone.code(world.clock.now());
  expect(await codeOf(losing.verify({ token, factorId: anna.factorId, response }))).toBe('contention');
});
