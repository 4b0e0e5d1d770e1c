import type { DeliveryAdapter } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { askedChallenge, codePolicy, enrolCode, lastCode, MINUTE, openPost, wrong } from './post.ts';
import { stores } from './stores.ts';
import { challengeFor, codeSession, enrol, passwordSession, tally } from './world.ts';

describe.each(stores)('codes that are sent, on $name', ({ open }) => {
  test('S0.7 S4.4 a contact counts once its code came back, and signs in with a code each time', async () => {
    const post = await openPost({ open });
    const caller = await passwordSession(post.mfa, 'anna');
    const begun = await post.mfa.beginEnrolment({ caller, method: 'email' });
    expect(begun).toMatchObject({
      kind: 'begun',
      enrolment: { setup: { kind: 'code', hint: 'a•••@example.com' }, code: { kind: 'sent' } },
    });
    await passwordSession(post.mfa, 'anna');
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const { factorId } = begun.enrolment;
    expect((await post.mfa.confirmEnrolment({ caller, factorId, response: lastCode(post) })).kind).toBe(
      'active',
    );

    post.clock.advance(MINUTE);
    const { token, challenge } = await challengeFor(post.mfa, 'anna');
    expect(challenge.options).toMatchObject([
      { factorId, method: 'email', hint: 'a•••@example.com', sends: true },
    ]);
    // Nothing is sent until it is asked for.
    expect(post.sent).toHaveLength(1);
    expect(await post.mfa.sendCode({ token, factorId })).toMatchObject({
      kind: 'sent',
      hint: 'a•••@example.com',
    });
    expect(post.sent.at(-1)).toMatchObject({ to: 'anna.smith@example.com', purpose: 'sign-in' });
    const verdict = await post.mfa.verify({ token, factorId, response: lastCode(post) });
    expect(verdict).toMatchObject({ kind: 'complete', assurance: { amr: ['pwd', 'mfa'] } });
  });

  test('O4 one code submitted 50 times at once: one is accepted', async () => {
    const post = await openPost({ open });
    const { factorId } = await enrolCode(post, 'sms');
    const token = await askedChallenge(post, factorId);
    const response = lastCode(post);
    const verdicts = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        (i % 2 ? post.mfa : post.second).verify({ token, factorId, response }),
      ),
    );
    expect(tally(verdicts)).toEqual({ complete: 1, refused: 49 });
  });

  test('O5 fail, ask again, fail, ask again: the failures add up, and a locked factor gets no code', async () => {
    const post = await openPost({ open });
    const { factorId } = await enrolCode(post, 'email');
    const kinds: string[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      const token = await askedChallenge(post, factorId);
      kinds.push((await post.mfa.verify({ token, factorId, response: wrong(lastCode(post)) })).kind);
      post.clock.advance(attempt < 4 ? MINUTE : 0);
    }
    expect(kinds).toEqual(['rejected', 'rejected', 'rejected', 'rejected', 'locked']);
    const { token } = await challengeFor(post.mfa, 'anna');
    const before = post.sent.length;
    expect((await post.mfa.sendCode({ token, factorId })).kind).toBe('locked');
    expect(post.sent).toHaveLength(before);
  });

  test('O6 a code answers the challenge it was asked for: no other, no other purpose', async () => {
    const post = await openPost({ open });
    const { factorId, session } = await enrolCode(post, 'email');
    const first = await askedChallenge(post, factorId);
    const code = lastCode(post);
    const second = await challengeFor(post.mfa, 'anna');
    expect((await post.mfa.verify({ token: second.token, factorId, response: code })).kind).toBe('rejected');
    post.clock.advance(15 * MINUTE + 1);
    const stepUp = await post.mfa.beginStepUp({ caller: session, intent: { kind: 'remove', factorId } });
    if (stepUp.kind !== 'challenge') throw new Error(stepUp.kind);
    await post.mfa.sendCode({ token: stepUp.token, factorId });
    const forRemoval = lastCode(post);
    expect(post.sent.at(-1)?.purpose).toBe('step-up');
    const signIn = await challengeFor(post.mfa, 'anna');
    expect((await post.mfa.verify({ token: signIn.token, factorId, response: forRemoval })).kind).toBe(
      'rejected',
    );
    expect((await post.mfa.verify({ token: first, factorId, response: code })).kind).toBe('refused');
  });

  test('O11 200 codes asked for at once: the limits hold, and nothing is sent past them', async () => {
    const post = await openPost({ open });
    const { factorId } = await enrolCode(post, 'sms');
    const before = post.sent.length;
    const { token } = await challengeFor(post.mfa, 'anna');
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, i) => (i % 2 ? post.mfa : post.second).sendCode({ token, factorId })),
    );
    expect(tally(results)).toEqual({ sent: 1, 'send-limited': 199 });
    expect(post.sent).toHaveLength(before + 1);
  });
});

test('O3 a code works for ten minutes and not a millisecond longer', async () => {
  const post = await openPost({ challengeSeconds: 3600 });
  const { factorId } = await enrolCode(post, 'email');
  const early = await askedChallenge(post, factorId);
  const code = lastCode(post);
  post.clock.advance(600_000);
  expect((await post.mfa.verify({ token: early, factorId, response: code })).kind).toBe('complete');
  const late = await askedChallenge(post, factorId);
  post.clock.advance(600_001);
  expect((await post.mfa.verify({ token: late, factorId, response: lastCode(post) })).kind).toBe('rejected');
});

test('O7 a new code kills the old one of its sign-in, and neither is stored as it is', async () => {
  const post = await openPost();
  const { factorId } = await enrolCode(post, 'email');
  const { token } = await challengeFor(post.mfa, 'anna');
  await post.mfa.sendCode({ token, factorId });
  const old = lastCode(post);
  post.clock.advance(30_000);
  await post.mfa.sendCode({ token, factorId });
  const state = (await post.storage.load('anna')).stored?.state ?? '';
  const events = JSON.stringify(await post.events('anna'));
  for (const code of post.sent.map((delivery) => delivery.code)) {
    expect(new RegExp(`(?<![0-9A-Za-z_-])${code}(?![0-9A-Za-z_-])`).test(state + events)).toBe(false);
  }
  expect(state + events).not.toContain('anna.smith@example.com');
  expect((await post.mfa.verify({ token, factorId, response: old })).kind).toBe('rejected');
  expect((await post.mfa.verify({ token, factorId, response: lastCode(post) })).kind).toBe('complete');
});

test('O11 FT3 so many an hour and a day for one user at sign-in, whatever the challenge; a set-up takes none of them', async () => {
  const post = await openPost({
    policy: {
      ...codePolicy,
      methods: {
        ...codePolicy.methods,
        sms: { allow: 'yes', send: { every: '10s', perHour: 3, perDay: 5 } },
      },
    },
  });
  const { factorId } = await enrolCode(post, 'sms');
  const send = async (): Promise<string> => {
    post.clock.advance(MINUTE);
    const { token } = await challengeFor(post.mfa, 'anna');
    return (await post.mfa.sendCode({ token, factorId })).kind;
  };
  expect([await send(), await send(), await send(), await send()]).toEqual([
    'sent',
    'sent',
    'sent',
    'send-limited',
  ]);
  post.clock.advance(60 * MINUTE);
  expect([await send(), await send(), await send()]).toEqual(['sent', 'sent', 'send-limited']);
  post.clock.advance(24 * 60 * MINUTE);
  expect(await send()).toBe('sent');
});

test('a delivery that throws or refuses lets nobody in, is told of, and another may be asked for', async () => {
  const fates = [
    async (): Promise<never> => {
      throw new Error('mail server unreachable');
    },
    async () => ({ kind: 'failed', sent: 'no', reason: 'refused' }) as const,
  ];
  for (const deliver of fates) {
    const post = await openPost({ deliver });
    const caller = await passwordSession(post.mfa, 'anna');
    const begun = await post.mfa.beginEnrolment({ caller, method: 'email' });
    expect(begun).toMatchObject({ kind: 'begun', enrolment: { code: { kind: 'not-sent' } } });
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const { factorId } = begun.enrolment;
    expect((await post.mfa.sendEnrolmentCode({ caller, factorId })).kind).toBe('send-limited');
    post.clock.advance(30_000);
    expect((await post.mfa.sendEnrolmentCode({ caller, factorId })).kind).toBe('not-sent');
  }
});

test('O8 a user whom the portal cannot reach is told so, and a contact of another kind is not used', async () => {
  const post = await openPost();
  post.contacts.splice(1, 1);
  const caller = await passwordSession(post.mfa, 'anna');
  expect(await post.mfa.beginEnrolment({ caller, method: 'sms' })).toEqual({
    kind: 'denied',
    reason: 'no-contact',
  });
  expect(await post.mfa.beginEnrolment({ caller, method: 'email', contactId: 'phone' })).toEqual({
    kind: 'denied',
    reason: 'no-contact',
  });
  expect(post.sent).toEqual([]);
});

test('S0.16 a number changed in the profile gets codes once it is proven, and not before', async () => {
  const post = await openPost();
  const { factorId, session } = await enrolCode(post, 'sms');
  post.contacts[1] = { id: 'phone', channel: 'sms', address: '+4915187654321' };
  await askedChallenge(post, factorId);
  expect(post.sent.at(-1)?.to).toBe('+4915112345678');
  post.clock.advance(MINUTE);
  const begun = await post.mfa.beginEnrolment({ caller: session, method: 'sms', replaces: factorId });
  if (begun.kind !== 'begun') throw new Error(begun.kind);
  expect(post.sent.at(-1)?.to).toBe('+4915187654321');
  await post.mfa.confirmEnrolment({
    caller: session,
    factorId: begun.enrolment.factorId,
    response: lastCode(post),
  });
  post.clock.advance(MINUTE);
  const { token, challenge } = await challengeFor(post.mfa, 'anna');
  expect(challenge.options).toHaveLength(1);
  await post.mfa.sendCode({ token, factorId: begun.enrolment.factorId });
  expect(post.sent.at(-1)?.to).toBe('+4915187654321');
});

test('a text says who sends it, what for, how long, and never to share it; SMS ends with the line for autofill', async () => {
  const post = await openPost();
  const { factorId, session } = await enrolCode(post, 'email');
  await enrolCode(post, 'sms', session);
  const [mail, sms] = post.sent;
  expect(mail?.subject).toBe('Your code to set up two-factor authentication at Example Portal');
  expect(mail?.subject).not.toContain(mail?.code);
  expect(mail?.text).toMatch(/^\d{6} is your code to set up two-factor authentication at Example Portal\./);
  expect(mail?.text).toContain('for 10 minutes');
  expect(mail?.text).toContain('Never share it');
  expect(sms?.text.split('\n').at(-1)).toBe(`@portal.example #${sms?.code}`);
  expect(factorId).not.toBe('');
});

test('P3 a stranger who exhausts the email code leaves the app as it is', async () => {
  const post = await openPost();
  const anna = await enrol(post, 'anna');
  const { factorId } = await enrolCode(post, 'email', await codeSession(post, anna));
  for (let attempt = 0; attempt < 5; attempt++) {
    const { token } = await challengeFor(post.mfa, 'anna');
    await post.mfa.verify({ token, factorId, response: '000000' });
  }
  const { token } = await challengeFor(post.mfa, 'anna');
  expect((await post.mfa.verify({ token, factorId, response: '000000' })).kind).toBe('locked');
  const response = anna.phone.code(post.clock.now());
  expect((await post.mfa.verify({ token, factorId: anna.factorId, response })).kind).toBe('complete');
});

describe('what an operator is told', () => {
  test('O7 a message that was not handed over is written down with the adapter and its word, and nothing personal', async () => {
    const answers: Awaited<ReturnType<DeliveryAdapter['deliver']>>[] = [
      { kind: 'failed', sent: 'no', reason: 'refused-by-server' },
      { kind: 'failed', sent: 'unknown', reason: 'anna.smith@example.com bounced' },
    ];
    const post = await openPost({
      deliver: async () => {
        const next = answers.shift();
        if (next === undefined) throw new Error('the server said: 123456 to anna.smith@example.com');
        return next;
      },
    });
    const caller = await passwordSession(post.mfa, 'anna');
    const begun = await post.mfa.beginEnrolment({ caller, method: 'email' });
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const { factorId } = begun.enrolment;
    expect(begun.enrolment.code?.kind).toBe('not-sent');
    for (let again = 0; again < 2; again++) {
      post.clock.advance(MINUTE);
      expect((await post.mfa.sendEnrolmentCode({ caller, factorId })).kind).toBe('not-sent');
    }
    const events = (await post.events('anna')).filter(({ type }) => type === 'code.not-sent');
    expect(events).toMatchObject([
      { factorId, method: 'email', adapter: 'post', sent: 'no', reason: 'refused-by-server' },
      { factorId, method: 'email', adapter: 'post', sent: 'unknown', reason: 'unspecified' },
      { factorId, method: 'email', adapter: 'post', sent: 'unknown', reason: 'threw' },
    ]);
    const ids = (await post.events('anna')).flatMap((event) =>
      event.type === 'code.sent' ? [event.deliveryId] : [],
    );
    expect(events.map((event) => 'deliveryId' in event && event.deliveryId)).toEqual(ids);
    expect(JSON.stringify(events)).not.toMatch(/anna\.smith|123456/);
  });

  test('S0.16 settings say which factor still sends to an address that the profile does not have any more', async () => {
    const post = await openPost();
    const { session } = await enrolCode(post, 'sms');
    const reach = async (): Promise<unknown> =>
      (await post.mfa.describe({ caller: session })).factors.map(({ contact }) => contact);
    expect(await reach()).toEqual([{ kind: 'current' }]);
    post.contacts[1] = { id: 'phone', channel: 'sms', address: '+4915199999999' };
    expect(await reach()).toEqual([{ kind: 'changed', contactId: 'phone' }]);
    post.contacts.pop();
    expect(await reach()).toEqual([{ kind: 'gone' }]);
  });
});
