import type { Mfa } from '@factorkit/core';
import { presetS1, presetS2 } from '@factorkit/core/policy';
import { lateStorage, throwingStorage } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { stores } from './stores.ts';
import {
  challengeFor,
  codeSession,
  enrol,
  openWorld,
  type Person,
  passwordSession,
  plainPolicy,
  type World,
  wrongCode,
} from './world.ts';

/** A session that is a token: nothing of it is kept on a server. */
interface Token {
  readonly userId: string;
  readonly stamp: string;
}

async function issue(mfa: Mfa, userId: string): Promise<Token> {
  return { userId, stamp: await mfa.securityStamp({ userId }) };
}

async function alive(mfa: Mfa, { userId, stamp }: Token): Promise<boolean> {
  return (await mfa.securityStamp({ userId })) === stamp;
}

/** Ends the others at a set-up and at a removal. */
const others = { ...plainPolicy, on: presetS1.on ?? [] };

async function withApp(world: World): Promise<Person> {
  return enrol(world, 'anna');
}

describe.each(stores)('the security stamp, over $name', ({ open }) => {
  test('L9 tokens of other browsers end with a set-up and a removal; the one that did it takes the new stamp', async () => {
    const world = await openWorld({ open, policy: others });
    const before = [await issue(world.mfa, 'anna'), await issue(world.second, 'anna')];
    const anna = await withApp(world);
    for (const token of before) expect(await alive(world.second, token)).toBe(false);
    const own = await issue(world.mfa, 'anna');
    const other = await issue(world.mfa, 'anna');
    const session = await codeSession(world, anna);
    expect(await alive(world.mfa, other)).toBe(true);
    const removed = await world.mfa.removeFactor({ caller: session, factorId: anna.factorId });
    expect(removed).toMatchObject({ kind: 'removed', sessions: { kind: 'revoked', scope: 'others' } });
    expect([await alive(world.second, own), await alive(world.second, other)]).toEqual([false, false]);
    expect(await alive(world.second, await issue(world.mfa, 'anna'))).toBe(true);
  });

  test('a stamp that was once is never again', async () => {
    const world = await openWorld({ open, policy: others });
    const seen = new Set([(await issue(world.mfa, 'anna')).stamp]);
    for (let round = 1; round <= 4; round++) {
      const anna = await withApp(world);
      seen.add((await issue(world.mfa, 'anna')).stamp);
      expect(seen.size).toBe(2 * round);
      const session = await codeSession(world, anna);
      await world.mfa.removeFactor({ caller: session, factorId: anna.factorId });
      seen.add((await issue(world.mfa, 'anna')).stamp);
      expect(seen.size).toBe(2 * round + 1);
    }
  });

  test('attack: the process is killed right after the save: the tokens have ended all the same', async () => {
    const world = await openWorld({ open, policy: others });
    const anna = await withApp(world);
    const session = await codeSession(world, anna);
    const token = await issue(world.mfa, 'anna');
    const late = lateStorage(world.storage, { when: ({ method }) => method === 'save', hold: 'after' });
    const dying = world.server({ storage: late });
    const removal = dying.removeFactor({ caller: session, factorId: anna.factorId });
    await late.held(1);
    expect(world.revocations).toHaveLength(1);
    expect(await alive(world.second, token)).toBe(false);
    late.release();
    await removal;
  });
});

test('S2.7 where all sessions end, the one that did it ends too: its stamp is an old one', async () => {
  const world = await openWorld({ policy: presetS2 });
  const own = await issue(world.mfa, 'anna');
  await withApp(world);
  expect(await alive(world.mfa, own)).toBe(false);
});

test('what ends no session changes no stamp: codes right and wrong, names, sign-ins', async () => {
  const world = await openWorld({ policy: others });
  const anna = await withApp(world);
  const token = await issue(world.mfa, 'anna');
  const session = await codeSession(world, anna);
  await world.mfa.renameFactor({ caller: session, factorId: anna.factorId, label: 'Phone' });
  const challenge = await challengeFor(world.mfa, 'anna');
  const response = wrongCode(anna, world.clock.now());
  await world.mfa.verify({ token: challenge.token, factorId: anna.factorId, response });
  await world.mfa.beginEnrolment({ caller: session, method: 'totp' });
  expect(await alive(world.mfa, token)).toBe(true);
});

test('a policy that ends no sessions changes no stamp; one that ends them on a new password does', async () => {
  const off = [{ event: 'mfa.enabled', do: [] }] as const;
  const never = await openWorld({ policy: { ...plainPolicy, on: off } });
  const before = await issue(never.mfa, 'anna');
  await withApp(never);
  await never.mfa.passwordChanged({ userId: 'anna' });
  expect(await alive(never.mfa, before)).toBe(true);

  const on = [{ event: 'password.changed', do: ['revoke-other-sessions'] }] as const;
  const strict = await openWorld({ policy: { ...plainPolicy, on } });
  const token = await issue(strict.mfa, 'anna');
  await strict.mfa.passwordChanged({ userId: 'anna' });
  expect(await alive(strict.mfa, token)).toBe(false);
});

test('A9 an unknown user has a stamp too, the same as one of whom no session was ever to end', async () => {
  const world = await openWorld({ policy: others });
  await passwordSession(world.mfa, 'anna');
  const unknown = await world.mfa.securityStamp({ userId: 'nobody' });
  expect(unknown).not.toBe('');
  expect(await world.mfa.securityStamp({ userId: 'anna' })).toBe(unknown);
});

test('A10 a storage that fails gives no stamp, and so lets no token pass', async () => {
  const world = await openWorld();
  const broken = world.server({ storage: throwingStorage(world.storage) });
  await expect(broken.securityStamp({ userId: 'anna' })).rejects.toMatchObject({ code: 'storage-failed' });
  await expect(world.mfa.securityStamp({ userId: '' })).rejects.toMatchObject({ code: 'input-invalid' });
});
