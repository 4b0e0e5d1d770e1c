import { type Contact, type Delivery, emailCode, type FirstFactor, totp } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { expect, test } from 'vitest';
import { enrol, openWorld, passwordSession, plainPolicy, type World } from './world.ts';

const user = { accountName: 'anna' };
const contacts: readonly Contact[] = [
  { id: 'home', channel: 'email', address: 'anna@example.com' },
  { id: 'work', channel: 'email', address: 'anna@work.example' },
];

interface Mailed extends World {
  readonly sent: Delivery[];
}

async function open(policy: Policy): Promise<Mailed> {
  const sent: Delivery[] = [];
  const delivery = {
    name: 'post',
    channels: ['email'] as const,
    deliver: async (message: Delivery) => {
      sent.push(message);
      return { kind: 'accepted' } as const;
    },
  };
  const world = await openWorld({
    policy,
    methods: [totp(), emailCode({ delivery })],
    portal: { revokeSessions: async () => {}, contacts: async () => contacts },
  });
  return { ...world, sent };
}

const policy: Policy = {
  ...plainPolicy,
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' } },
  backupCodes: { issue: 'on-request', acknowledge: 'record' },
  recovery: [],
};

async function enrolMailbox({ mfa, sent, clock }: Mailed, contactId: string): Promise<void> {
  const caller = await passwordSession(mfa, 'anna');
  const begun = await mfa.beginEnrolment({ caller, method: 'email', contactId });
  if (begun.kind !== 'begun') throw new Error(begun.kind);
  const { factorId } = begun.enrolment;
  const confirmed = await mfa.confirmEnrolment({ caller, factorId, response: sent.at(-1)?.code });
  if (confirmed.kind !== 'active') throw new Error(confirmed.kind);
  clock.advance(60_000);
}

function magicLink(contactId: string): FirstFactor {
  return { method: 'magic-link', through: { channel: 'email', contactId } };
}

test('a magic link and a code to the same mailbox are one: the code is not even offered', async () => {
  const world = await open(policy);
  await enrolMailbox(world, 'home');
  const same = await world.mfa.beginSignIn({ userId: 'anna', user, firstFactor: magicLink('home') });
  expect(same).toEqual({ kind: 'denied', reason: 'no-usable-factor' });
  const other = await world.mfa.beginSignIn({ userId: 'anna', user, firstFactor: magicLink('work') });
  expect(other).toMatchObject({ kind: 'challenge', challenge: { options: [{ method: 'email' }] } });
});

test('FA36 what a link came through is said, and checked at the door', async () => {
  const world = await open(policy);
  for (const through of [
    undefined,
    { channel: 'post', contactId: 'home' },
    { channel: 'email', contactId: '' },
  ]) {
    const firstFactor = { method: 'magic-link', through } as never;
    await expect(world.mfa.beginSignIn({ userId: 'anna', user, firstFactor })).rejects.toMatchObject({
      code: 'input-invalid',
    });
  }
});

test('A9 before a factor is enrolled nothing tells a user who exists from one who does not', async () => {
  const world = await open(policy);
  await enrol(world, 'anna');
  const caller = await passwordSession(world.mfa, 'berta');
  await world.mfa.beginEnrolment({ caller, method: 'totp' });
  const shape = async (userId: string, deviceToken?: string): Promise<string> => {
    const signIn = await world.mfa.beginSignIn({
      userId,
      user: { accountName: 'x' },
      firstFactor: { method: 'password' },
      ...(deviceToken ? { deviceToken } : {}),
    });
    return JSON.stringify(signIn).replaceAll(userId, '');
  };
  const known = await shape('berta');
  expect(await shape('nobody')).toBe(known);
  expect(await shape('nobody', 'abc.def')).toBe(known);
  expect(await world.mfa.securityStamp({ userId: 'nobody' })).toBe(
    await world.mfa.securityStamp({ userId: 'berta' }),
  );
});
