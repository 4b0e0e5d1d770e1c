import {
  type Contact,
  type Delivery,
  type DeliveryAdapter,
  emailCode,
  type Mfa,
  type SignedIn,
  smsCode,
  totp,
} from '@factorkit/core';
import type { Policy } from '@factorkit/core/policy';
import { describe, expect, test } from 'vitest';
import { stores } from './stores.ts';
import {
  challengeFor,
  codeSession,
  enrol,
  openWorld,
  passwordSession,
  plainPolicy,
  sessionOf,
  tally,
  type World,
  type WorldOptions,
} from './world.ts';

const MINUTE = 60_000;
const policy: Policy = {
  ...plainPolicy,
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' }, sms: { allow: 'yes' } },
  manage: { proof: { of: ['totp', 'email', 'sms', 'backup-code'], maxAge: '15m' } },
  backupCodes: { issue: 'on-request', acknowledge: 'record' },
};

interface Post extends World {
  readonly sent: Delivery[];
  readonly contacts: Contact[];
}

/** A portal whose mail and text messages can be read. */
async function openPost(
  options: WorldOptions & { readonly deliver?: DeliveryAdapter['deliver'] } = {},
): Promise<Post> {
  const sent: Delivery[] = [];
  const contacts: Contact[] = [
    { id: 'mail', channel: 'email', address: 'anna.smith@example.com' },
    { id: 'phone', channel: 'sms', address: '+4915112345678' },
  ];
  const deliver: DeliveryAdapter['deliver'] = async (delivery) => {
    sent.push(delivery);
    return { kind: 'accepted' };
  };
  const delivery = { name: 'post', channels: ['email', 'sms'] as const, deliver: options.deliver ?? deliver };
  const { deliver: _, ...rest } = options;
  const world = await openWorld({
    policy,
    methods: [totp(), emailCode({ delivery }), smsCode({ delivery, domain: 'portal.example' })],
    portal: { revokeSessions: async () => {}, contacts: async () => contacts },
    ...rest,
  });
  return { ...world, sent, contacts };
}

interface Enrolled {
  readonly factorId: string;
  readonly session: SignedIn;
}

async function enrolCode(post: Post, method: 'email' | 'sms', session?: SignedIn): Promise<Enrolled> {
  const caller = session ?? (await passwordSession(post.mfa, 'anna'));
  const begun = await post.mfa.beginEnrolment({ caller, method });
  if (begun.kind !== 'begun') throw new Error(begun.kind);
  const { factorId } = begun.enrolment;
  const confirmed = await post.mfa.confirmEnrolment({ caller, factorId, response: lastCode(post) });
  if (confirmed.kind !== 'active' || confirmed.next.kind !== 'complete') throw new Error(confirmed.kind);
  post.clock.advance(MINUTE);
  return { factorId, session: sessionOf('anna', confirmed.next.assurance) };
}

function lastCode({ sent }: Post): string {
  return sent.at(-1)?.code ?? 'none sent';
}

async function askedChallenge(post: Post, factorId: string, mfa: Mfa = post.mfa): Promise<string> {
  const { token } = await challengeFor(mfa, 'anna');
  const result = await mfa.sendCode({ token, factorId });
  if (result.kind !== 'sent') throw new Error(result.kind);
  return token;
}

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

  test('O6 a code answers the challenge it was asked for: no other, no other user, no other purpose', async () => {
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

test('O7 a new code kills the old one, and neither is stored as it is', async () => {
  const post = await openPost();
  const { factorId } = await enrolCode(post, 'email');
  const { token } = await challengeFor(post.mfa, 'anna');
  await post.mfa.sendCode({ token, factorId });
  const old = lastCode(post);
  post.clock.advance(30_000);
  await post.mfa.sendCode({ token, factorId });
  const state = (await post.storage.load('anna'))?.state ?? '';
  const events = JSON.stringify(await post.events('anna'));
  for (const code of post.sent.map((delivery) => delivery.code)) {
    expect(new RegExp(`(?<![0-9A-Za-z_-])${code}(?![0-9A-Za-z_-])`).test(state + events)).toBe(false);
  }
  expect(state + events).not.toContain('anna.smith@example.com');
  expect((await post.mfa.verify({ token, factorId, response: old })).kind).toBe('rejected');
  expect((await post.mfa.verify({ token, factorId, response: lastCode(post) })).kind).toBe('complete');
});

test('O11 so many an hour and a day for one user, whatever set-up or challenge asks', async () => {
  const post = await openPost({
    policy: {
      ...policy,
      methods: { ...policy.methods, sms: { allow: 'yes', send: { every: '10s', perHour: 3, perDay: 5 } } },
    },
  });
  const { factorId } = await enrolCode(post, 'sms');
  const send = async (): Promise<string> => {
    post.clock.advance(MINUTE);
    const { token } = await challengeFor(post.mfa, 'anna');
    return (await post.mfa.sendCode({ token, factorId })).kind;
  };
  expect([await send(), await send(), await send()]).toEqual(['sent', 'sent', 'send-limited']);
  post.clock.advance(60 * MINUTE);
  expect([await send(), await send(), await send()]).toEqual(['sent', 'sent', 'send-limited']);
  post.clock.advance(24 * 60 * MINUTE);
  expect(await send()).toBe('sent');
});

test('O2 codes have six to eight digits, evenly spread, from the random source', async () => {
  const post = await openPost({
    policy: {
      ...policy,
      methods: {
        ...policy.methods,
        email: { allow: 'yes', code: { digits: 8 }, send: { every: '1s', perHour: 100, perDay: 1000 } },
      },
    },
  });
  await enrolCode(post, 'email');
  expect(lastCode(post)).toMatch(/^\d{8}$/);
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

function wrong(code: string): string {
  return code === '000000' ? '000001' : '000000';
}
