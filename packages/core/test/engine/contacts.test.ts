import type { SignedIn } from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { describe, expect, test } from 'vitest';
import { codePolicy, enrolCode, lastCode, MINUTE, openPost, type Post } from './post.ts';
import { stores } from './stores.ts';
import { challengeFor, passwordSession, sessionOf } from './world.ts';

/** Begins a set-up of this contact; its code is the latest that was sent. */
async function begin(post: Post, caller: SignedIn, contactId: string): Promise<string> {
  const method = contactId.startsWith('mail') ? 'email' : 'sms';
  const begun = await post.mfa.beginEnrolment({ caller, method, contactId });
  if (begun.kind !== 'begun') throw new Error(begun.kind);
  return begun.enrolment.factorId;
}

describe.each(stores)('a contact, on $name', ({ open }) => {
  test('R8 O8 that is not confirmed by its code signs nobody in, is sent no code to sign in with, and cannot be the primary', async () => {
    const post = await openPost({ open });
    const mail = await enrolCode(post, 'email');
    const pending = await begin(post, mail.session, 'phone');
    post.clock.advance(MINUTE);

    const { token, challenge } = await challengeFor(post.mfa, 'anna');
    expect(challenge.options.map(({ factorId }) => factorId)).toEqual([mail.factorId]);
    const before = post.sent.length;
    const unknown = { kind: 'refused', reason: 'unknown-factor' };
    expect(await post.mfa.sendCode({ token, factorId: pending })).toEqual(unknown);
    expect(await post.mfa.verify({ token, factorId: pending, response: lastCode(post) })).toEqual(unknown);
    expect((await post.mfa.setPrimary({ caller: mail.session, factorId: pending })).kind).not.toBe('chosen');
    expect(post.sent).toHaveLength(before);
    const { factors } = await post.mfa.describe({ caller: mail.session });
    expect(factors.map(({ id }) => id)).toEqual([mail.factorId]);
  });

  test('R8 is one of two or more: each is confirmed by a code of its own, and each gets its own codes from then on', async () => {
    const post = await openPost({ open });
    post.contacts.push(
      { id: 'mail-work', channel: 'email', address: 'anna@work.example' },
      { id: 'phone-work', channel: 'sms', address: '+4915187654321' },
    );
    let caller = await passwordSession(post.mfa, 'anna');
    const enrolled = new Map<string, string>();
    for (const { id } of post.contacts) {
      const factorId = await begin(post, caller, id);
      const confirmed = await post.mfa.confirmEnrolment({ caller, factorId, response: lastCode(post) });
      if (confirmed.kind !== 'active' || confirmed.next.kind !== 'complete') throw new Error(confirmed.kind);
      caller = sessionOf('anna', confirmed.next.assurance);
      enrolled.set(factorId, id);
      post.clock.advance(MINUTE);
    }
    const { challenge } = await challengeFor(post.mfa, 'anna');
    expect(challenge.options.map(({ factorId }) => factorId).toSorted()).toEqual(
      [...enrolled.keys()].toSorted(),
    );
    for (const { id, address } of post.contacts) {
      const [factorId = ''] = [...enrolled].find(([, contactId]) => contactId === id) ?? [];
      const { token } = await challengeFor(post.mfa, 'anna');
      expect((await post.mfa.sendCode({ token, factorId })).kind).toBe('sent');
      expect(post.sent.at(-1)?.to).toBe(address);
      const verdict = await post.mfa.verify({ token, factorId, response: lastCode(post) });
      expect(verdict.kind).toBe('complete');
      post.clock.advance(MINUTE);
    }
  });

  test('R8 is not confirmed by the code that went to another', async () => {
    const post = await openPost({ open });
    post.contacts.push({ id: 'mail-work', channel: 'email', address: 'anna@work.example' });
    const caller = await passwordSession(post.mfa, 'anna');
    const own = await begin(post, caller, 'mail');
    const toOwn = lastCode(post);
    post.clock.advance(MINUTE);
    const work = await begin(post, caller, 'mail-work');
    expect(post.sent.at(-1)?.to).toBe('anna@work.example');
    expect((await post.mfa.confirmEnrolment({ caller, factorId: work, response: toOwn })).kind).toBe(
      'rejected',
    );
    expect((await post.mfa.confirmEnrolment({ caller, factorId: own, response: toOwn })).kind).toBe('active');
  });

  test('O8 that the portal does not know is refused, as is a number that is none, and nothing is sent', async () => {
    const post = await openPost({ open });
    const caller = await passwordSession(post.mfa, 'anna');
    expect(await post.mfa.beginEnrolment({ caller, method: 'sms', contactId: 'another-phone' })).toEqual({
      kind: 'denied',
      reason: 'no-contact',
    });
    for (const address of ['015112345678', '+0151', '+4915112345678\n+18095551234', '']) {
      post.contacts[1] = { id: 'phone', channel: 'sms', address };
      await expect(post.mfa.beginEnrolment({ caller, method: 'sms' })).rejects.toMatchObject({
        code: 'portal-failed',
      });
    }
    expect(post.sent).toEqual([]);
  });
});

test('L3 whatever is added, the portal is told after the commit, apart from the answer: who, what and from where', async () => {
  const told: unknown[] = [];
  const post = await openPost({
    portal: {
      revokeSessions: async () => {},
      contacts: async () => [{ id: 'mail', channel: 'email', address: 'anna.smith@example.com' }],
      onEvent: async (event) => {
        if (event.type !== 'factor.activated') return;
        told.push({ event, stored: (await post.storage.load('anna')).stored });
        throw new Error('the mail server is away');
      },
    },
  });
  const caller = { ...(await passwordSession(post.mfa, 'anna')), source: { ip: '192.0.2.7' } };
  const factorId = await begin(post, caller, 'mail');
  expect(told).toEqual([]);
  const confirmed = await post.mfa.confirmEnrolment({ caller, factorId, response: lastCode(post) });
  // What the observer throws takes nothing back.
  expect(confirmed.kind).toBe('active');
  expect(told).toMatchObject([
    { event: { userId: 'anna', factorId, method: 'email', source: { ip: '192.0.2.7' } } },
  ]);
  expect(JSON.stringify(told)).not.toContain('anna.smith');
});

test('O8 a set-up by text message says that its channel is restricted, one by mail does not', async () => {
  const post = await openPost();
  const caller = await passwordSession(post.mfa, 'anna');
  for (const [method, restricted] of [
    ['sms', true],
    ['email', false],
  ] as const) {
    const begun = await post.mfa.beginEnrolment({ caller, method });
    expect(begun).toMatchObject({ kind: 'begun', enrolment: { setup: { kind: 'code', restricted } } });
  }
});

test('O2 the page is told how many digits to ask for', async () => {
  const policy: Policy = {
    ...codePolicy,
    methods: { email: { allow: 'yes', code: { digits: 8 } } },
  };
  const post = await openPost({ policy });
  const caller = await passwordSession(post.mfa, 'anna');
  const begun = await post.mfa.beginEnrolment({ caller, method: 'email' });
  expect(begun).toMatchObject({ enrolment: { setup: { digits: 8 } } });
});

test('FA4 a factor whose contact the portal names no longer cannot be used, and still counts as enrolled', async () => {
  const post = await openPost({ policy: { ...codePolicy, recovery: [] } });
  const { factorId } = await enrolCode(post, 'email');
  post.clock.advance(MINUTE);
  const known = [...post.contacts];
  const offered = await challengeFor(post.mfa, 'anna');
  expect(offered.challenge.options.map((option) => option.factorId)).toEqual([factorId]);

  post.contacts.splice(0, known.length, ...known.filter(({ channel }) => channel === 'sms'));
  const firstFactor = { method: 'password' } as const;
  const signIn = () => post.mfa.beginSignIn({ userId: 'anna', user: { accountName: 'anna' }, firstFactor });
  const denied = { kind: 'denied', reason: 'no-usable-factor' };
  expect(await signIn()).toEqual(denied);
  // Longer than a former contact is kept.
  post.clock.advance(40 * 24 * 60 * MINUTE);
  expect(await signIn()).toEqual(denied);

  post.contacts.splice(0, post.contacts.length, ...known);
  expect(await signIn()).toMatchObject({ kind: 'challenge' });
});
