import type { EnrolmentConfirmed, EnrolmentRequired, Mfa, SignIn } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { authenticatorFromUri } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { askedChallenge, codePolicy, enrolCode, lastCode, openPost, type Post } from './post.ts';
import { approve, codeOf, complete, lost } from './recoverer.ts';
import { appSetup, codeSession, enrol, type Person } from './world.ts';

/** Optional to enrol; sign-in then takes an app and a code by mail. The old factors stay after a recovery. */
const policy: Policy = {
  ...codePolicy,
  rules: [
    { id: 'app', when: { enrolled: true }, signIn: { of: ['totp'] } },
    { id: 'mail', when: { enrolled: true }, signIn: { of: ['email'] } },
  ],
  recovery: [{ via: 'support', verify: { checks: ['identity'] }, grants: 'enrolment' }],
};

interface Anna {
  readonly post: Post;
  readonly mfa: Mfa;
  readonly person: Person;
  readonly mailId: string;
}

async function openAnna(): Promise<Anna> {
  const post = await openPost({ policy: { ...policy, rules: [] } });
  const person = await enrol(post, 'anna');
  const { factorId: mailId } = await enrolCode(post, 'email', await codeSession(post, person));
  post.clock.advance(60_000);
  return { post, mfa: post.server({ policy }), person, mailId };
}

function enrolmentOf(next: SignIn): EnrolmentRequired {
  if (next.kind !== 'enrol') throw new Error(JSON.stringify(next));
  return next;
}

function nextOf(confirmed: EnrolmentConfirmed): SignIn {
  if (confirmed.kind !== 'active') throw new Error(JSON.stringify(confirmed));
  return confirmed.next;
}

async function setUpApp({ post, mfa }: Anna, token: string): Promise<SignIn> {
  const caller = { token };
  const { factorId, setup } = appSetup(await mfa.beginEnrolment({ caller, method: 'totp' }));
  const response = authenticatorFromUri(setup.uri).code(post.clock.now());
  return nextOf(await mfa.confirmEnrolment({ caller, factorId, response }));
}

async function setUpMail({ post, mfa }: Anna, token: string): Promise<SignIn> {
  const caller = { token };
  const begun = await mfa.beginEnrolment({ caller, method: 'email' });
  if (begun.kind !== 'begun') throw new Error(JSON.stringify(begun));
  const { factorId } = begun.enrolment;
  return nextOf(await mfa.confirmEnrolment({ caller, factorId, response: lastCode(post) }));
}

async function recoveredBy({ mfa }: Anna, token?: string): Promise<EnrolmentRequired> {
  const code = await codeOf(approve(mfa, (await lost(mfa)).id));
  const completed =
    token === undefined
      ? await complete(mfa, code)
      : await mfa.recovery.complete({ token, via: 'support', code });
  if (completed.kind !== 'completed') throw new Error(JSON.stringify(completed));
  return enrolmentOf(completed.next);
}

describe('a recovery where sign-in takes two factors', () => {
  test('renews both where both are lost, and the grant ends with the second', async () => {
    const anna = await openAnna();
    const first = await recoveredBy(anna);
    expect(first.methods).toEqual(['totp', 'email']);
    const second = enrolmentOf(await setUpApp(anna, first.token));
    expect(second.methods).toEqual(['email']);
    const whole = await setUpMail(anna, second.token);
    expect(whole).toMatchObject({ kind: 'complete' });
    const again = { caller: { token: second.token }, method: 'totp' } as const;
    expect(await anna.mfa.beginEnrolment(again)).toMatchObject({ kind: 'refused' });
    const user = { accountName: 'anna' };
    expect((await anna.mfa.support.describe({ userId: 'anna', user })).recoveries).toEqual([]);
  });

  test('renews only what was not shown before the recovery code', async () => {
    const anna = await openAnna();
    const { post, mfa, mailId } = anna;
    const token = await askedChallenge({ ...post, mfa }, mailId);
    const shown = await mfa.verify({ token, factorId: mailId, response: lastCode(post) });
    if (shown.kind !== 'challenge') throw new Error(shown.kind);
    const only = await recoveredBy(anna, shown.token);
    expect(only.methods).toEqual(['totp']);
    expect(await setUpApp(anna, only.token)).toMatchObject({ kind: 'complete' });
  });

  test('FA3 gives its second set-up to nobody but the holder of the token that followed the first', async () => {
    const anna = await openAnna();
    const first = await recoveredBy(anna);
    await setUpApp(anna, first.token);
    const copied = { caller: { token: first.token }, method: 'email' } as const;
    expect(await anna.mfa.beginEnrolment(copied)).toMatchObject({ kind: 'refused' });
    anna.post.clock.advance(60_000);
    expect((await anna.mfa.beginSignIn(byPassword)).kind).toBe('challenge');
  });

  test('ends for good where the owner signs in with the old factors meanwhile', async () => {
    const anna = await openAnna();
    const { post, mfa, person, mailId } = anna;
    const first = await recoveredBy(anna);
    const second = enrolmentOf(await setUpApp(anna, first.token));
    post.clock.advance(60_000);
    const token = await askedChallenge({ ...post, mfa }, mailId);
    const half = await mfa.verify({ token, factorId: mailId, response: lastCode(post) });
    if (half.kind !== 'challenge') throw new Error(half.kind);
    const response = person.phone.code(post.clock.now());
    const { factorId } = person;
    expect(await mfa.verify({ token: half.token, factorId, response })).toMatchObject({ kind: 'complete' });
    const late = { caller: { token: second.token }, method: 'email' } as const;
    expect((await mfa.beginEnrolment(late)).kind).not.toBe('begun');
  });
});

const byPassword = {
  userId: 'anna',
  user: { accountName: 'anna' },
  firstFactor: { method: 'password' },
} as const;
