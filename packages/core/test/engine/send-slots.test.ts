import type { SendAdmission, SendAttempt, SendGuard } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { askedChallenge, codePolicy, enrolCode, lastCode, MINUTE, openPost, type Post } from './post.ts';
import { stores } from './stores.ts';
import { challengeFor, tally } from './world.ts';

interface Guarded {
  readonly guard: SendGuard;
  /** What it answers from now on; until then it admits. */
  answers: (attempt: SendAttempt) => Promise<SendAdmission>;
  readonly asked: SendAttempt[];
  readonly refunded: SendAttempt[];
}

function openGuard(): Guarded {
  const asked: SendAttempt[] = [];
  const refunded: SendAttempt[] = [];
  const guarded: Guarded = {
    asked,
    refunded,
    answers: async () => ({ kind: 'admitted' }),
    guard: {
      admit: (attempt) => {
        asked.push(attempt);
        return guarded.answers(attempt);
      },
      refund: async (attempt) => {
        refunded.push(attempt);
      },
    },
  };
  return guarded;
}

async function codesCounted(post: Post): Promise<number> {
  return (await post.mfa.exportAccount({ userId: 'anna' })).codesSent.length;
}

describe.each(stores)('a code that is asked for, over $name', ({ open }) => {
  test('FT1 60 times at once: the guard is asked once, and one is sent', async () => {
    const { guard, asked, refunded } = openGuard();
    const post = await openPost({ open, sendGuard: guard });
    const { factorId } = await enrolCode(post, 'email');
    const { token } = await challengeFor(post.mfa, 'anna');
    const before = [asked.length, post.sent.length];
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, i) => (i % 2 ? post.mfa : post.second).sendCode({ token, factorId })),
    );
    expect(tally(results)).toEqual({ sent: 1, 'send-limited': 59 });
    expect([asked.length, post.sent.length]).toEqual(before.map((number) => number + 1));
    expect(refunded).toEqual([]);
    expect((await post.mfa.verify({ token, factorId, response: lastCode(post) })).kind).toBe('complete');
  });
});

const unwilling: readonly (readonly [string, Guarded['answers'], string])[] = [
  ['limits', async () => ({ kind: 'limited', retryAt: 9e12 }), 'send-limited'],
  ['refuses', async () => ({ kind: 'refused', reason: 'country' }), 'send-refused'],
  ['throws', () => Promise.reject(new Error('store unreachable')), 'portal-failed'],
];

test.each(unwilling)(
  'FT1 where the guard %s, the code that is out still works, and nothing is counted',
  async (_what, answers, kind) => {
    const guarded = openGuard();
    const post = await openPost({ sendGuard: guarded.guard });
    const { factorId } = await enrolCode(post, 'email');
    const token = await askedChallenge(post, factorId);
    const response = lastCode(post);
    post.clock.advance(MINUTE);
    const counted = await codesCounted(post);
    const admit = guarded.answers;
    guarded.answers = answers;
    for (let i = 0; i < 30; i++) {
      const outcome = post.mfa.sendCode({ token, factorId });
      expect(
        await outcome.then(
          (sent) => sent.kind,
          ({ code }: { readonly code: string }) => code,
        ),
      ).toBe(kind);
    }
    expect(await codesCounted(post)).toBe(counted);
    // It admitted nothing, so there is nothing to give back.
    expect(guarded.refunded).toEqual([]);
    expect((await post.mfa.verify({ token, factorId, response })).kind).toBe('complete');
    guarded.answers = admit;
    expect(await askedChallenge(post, factorId)).not.toBe('');
  },
);

test('FT1 a challenge that is answered while the guard is asked: nothing is sent, and the admission is given back', async () => {
  const guarded = openGuard();
  const post = await openPost({ sendGuard: guarded.guard });
  const { factorId } = await enrolCode(post, 'email');
  const token = await askedChallenge(post, factorId);
  const response = lastCode(post);
  post.clock.advance(MINUTE);
  const [counted, sent] = [await codesCounted(post), post.sent.length];
  guarded.answers = async () => {
    expect((await post.second.verify({ token, factorId, response })).kind).toBe('complete');
    return { kind: 'admitted' };
  };
  expect(await post.mfa.sendCode({ token, factorId })).toEqual({ kind: 'refused', reason: 'used' });
  expect(post.sent).toHaveLength(sent);
  expect(guarded.refunded).toEqual(guarded.asked.slice(-1));
  expect(await codesCounted(post)).toBe(counted);
});

test.each([
  ['certainly was not sent', 'no', 1],
  ['may have been sent', 'unknown', 0],
] as const)('FT1 a message that %s', async (_what, sent, refunds) => {
  const guarded = openGuard();
  let down = false;
  const post: Post = await openPost({
    sendGuard: guarded.guard,
    deliver: async (message) => {
      post.sent.push(message);
      return down ? { kind: 'failed', sent, reason: 'refused' } : { kind: 'accepted' };
    },
  });
  const { factorId } = await enrolCode(post, 'email');
  const { token } = await challengeFor(post.mfa, 'anna');
  const counted = await codesCounted(post);
  down = true;
  const outcome = await post.mfa.sendCode({ token, factorId });
  expect(outcome.kind).toBe('not-sent');
  expect(guarded.refunded).toHaveLength(refunds);
  expect(await codesCounted(post)).toBe(counted + 1 - refunds);
  // A broken service is not asked again and again: the next try waits as after a message that was sent.
  expect(await post.mfa.sendCode({ token, factorId })).toEqual({
    kind: 'send-limited',
    retryAt: outcome.kind === 'not-sent' ? outcome.resendAt : 0,
  });
});

test('FA18 FT3 codes that an attacker asks for, or set-ups, use up nothing of a session that showed a factor', async () => {
  const post = await openPost({
    policy: {
      ...codePolicy,
      methods: { email: { allow: 'yes', send: { every: '1s', perHour: 3, perDay: 3 } } },
      rules: [{ id: 'pay', actions: { pay: { of: ['email'], maxAge: '1m', live: true } } }],
    },
  });
  const { factorId, session } = await enrolCode(post, 'email');
  const asked: string[] = [];
  for (let turn = 0; turn < 5; turn++) {
    post.clock.advance(2000);
    const { token } = await challengeFor(post.mfa, 'anna');
    asked.push((await post.mfa.sendCode({ token, factorId })).kind);
  }
  expect(asked).toEqual(['sent', 'sent', 'sent', 'send-limited', 'send-limited']);
  const stepUp = await post.mfa.beginStepUp({ caller: session, intent: { kind: 'action', name: 'pay' } });
  if (stepUp.kind !== 'challenge') throw new Error(stepUp.kind);
  expect((await post.mfa.sendCode({ token: stepUp.token, factorId })).kind).toBe('sent');
});

test('FT3 a set-up that is begun again and again uses up nothing of a sign-in', async () => {
  const post = await openPost({
    policy: {
      ...codePolicy,
      methods: { email: { allow: 'yes', send: { every: '1s', perHour: 3, perDay: 3 } } },
    },
  });
  const { factorId, session } = await enrolCode(post, 'email');
  for (let turn = 0; turn < 5; turn++) {
    post.clock.advance(2000);
    await post.mfa.beginEnrolment({ caller: session, method: 'email', replaces: factorId });
  }
  const token = await askedChallenge(post, factorId);
  expect((await post.mfa.verify({ token, factorId, response: lastCode(post) })).kind).toBe('complete');
});
