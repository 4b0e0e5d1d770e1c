import { describe, expect, test } from 'vitest';
import { askedChallenge, codePolicy, enrolCode, lastCode, MINUTE, openPost, wrong } from './post.ts';
import { stores } from './stores.ts';
import { challengeFor, passwordSession, tally } from './world.ts';

const HOUR = 60 * MINUTE;

/** So that the count of failures is met before the count of sends. */
const generous = {
  ...codePolicy,
  methods: {
    ...codePolicy.methods,
    email: { allow: 'yes', send: { every: '1s', perHour: 100, perDay: 1000 } },
  },
} as const;

describe.each(stores)('guessing at codes that are sent, on $name', ({ open }) => {
  test('O5 P1 a new code for each guess, hours apart: the 100th failure in a row still ends the factor', async () => {
    const post = await openPost({ open, policy: generous });
    const { factorId } = await enrolCode(post, 'email');
    const kinds: string[] = [];
    let token = '';
    for (let attempt = 1; attempt <= 100; attempt++) {
      post.clock.advance(HOUR);
      token = await askedChallenge(post, factorId);
      kinds.push((await post.mfa.verify({ token, factorId, response: wrong(lastCode(post)) })).kind);
    }
    expect(kinds.indexOf('suspended')).toBe(99);
    const failures = (await post.events('anna')).flatMap((event) =>
      event.type === 'factor.rejected' ? [event.failures] : [],
    );
    expect(failures).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));

    const before = post.sent.length;
    post.clock.advance(MINUTE);
    expect((await post.mfa.sendCode({ token, factorId })).kind).toBe('suspended');
    expect((await post.mfa.verify({ token, factorId, response: lastCode(post) })).kind).toBe('suspended');
    expect(post.sent).toHaveLength(before);
  });

  test('O5 fail, ask again, fail, ask again at a set-up: the failures add up, and a locked one gets no code', async () => {
    const post = await openPost({ open });
    const caller = await passwordSession(post.mfa, 'anna');
    const begun = await post.mfa.beginEnrolment({ caller, method: 'email' });
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const { factorId } = begun.enrolment;
    const guesses: string[] = [];
    for (let attempt = 0; attempt < 5; attempt++) {
      if (attempt > 0) {
        post.clock.advance(MINUTE);
        expect((await post.mfa.sendEnrolmentCode({ caller, factorId })).kind).toBe('sent');
      }
      const response = wrong(lastCode(post));
      guesses.push((await post.mfa.confirmEnrolment({ caller, factorId, response })).kind);
    }
    expect(guesses).toEqual(['rejected', 'rejected', 'rejected', 'rejected', 'locked']);
    expect((await post.mfa.sendEnrolmentCode({ caller, factorId })).kind).toBe('locked');
    expect(post.sent).toHaveLength(5);
    const response = lastCode(post);
    expect((await post.mfa.confirmEnrolment({ caller, factorId, response })).kind).toBe('locked');
    post.clock.advance(30_000);
    expect((await post.mfa.confirmEnrolment({ caller, factorId, response })).kind).toBe('active');
  });

  test('O5 P4 of 100 guesses at once, each on a challenge of its own, 5 are judged', async () => {
    const post = await openPost({ open });
    const { factorId } = await enrolCode(post, 'sms');
    const tokens = [await askedChallenge(post, factorId)];
    while (tokens.length < 100) tokens.push((await challengeFor(post.mfa, 'anna')).token);
    const response = wrong(lastCode(post));
    const verdicts = await Promise.all(
      tokens.map((token, i) => (i % 2 ? post.mfa : post.second).verify({ token, factorId, response })),
    );
    expect(tally(verdicts)).toEqual({ rejected: 4, locked: 96 });
  });

  test('O4 one code sent 50 times at once to one set-up: it is confirmed once', async () => {
    const post = await openPost({ open });
    const caller = await passwordSession(post.mfa, 'anna');
    const begun = await post.mfa.beginEnrolment({ caller, method: 'sms' });
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const confirmed = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        (i % 2 ? post.mfa : post.second).confirmEnrolment({
          caller,
          factorId: begun.enrolment.factorId,
          response: lastCode(post),
        }),
      ),
    );
    expect(tally(confirmed)).toEqual({ active: 1, refused: 49 });
    expect((await post.events('anna')).filter(({ type }) => type === 'factor.activated')).toHaveLength(1);
  });

  test('the right code of a locked factor is refused, and is not used up by that', async () => {
    const post = await openPost({ open });
    const { factorId } = await enrolCode(post, 'email');
    const token = await askedChallenge(post, factorId);
    const response = lastCode(post);
    for (let attempt = 0; attempt < 5; attempt++) {
      await post.mfa.verify({ token, factorId, response: wrong(response) });
    }
    const retryAt = post.clock.now() + 30_000;
    expect(await post.mfa.verify({ token, factorId, response })).toEqual({ kind: 'locked', retryAt });
    post.clock.advance(29_999);
    expect(await post.mfa.verify({ token, factorId, response })).toEqual({ kind: 'locked', retryAt });
    post.clock.advance(1);
    expect((await post.mfa.verify({ token, factorId, response })).kind).toBe('complete');
  });

  test('O11 a challenge that is answered, overtaken or expired gets no code, and its own opens nothing', async () => {
    const post = await openPost({ open });
    const { factorId, session } = await enrolCode(post, 'email');
    const isOver = async (token: string, response: string, reason: string): Promise<void> => {
      const before = post.sent.length;
      post.clock.advance(MINUTE);
      expect(await post.mfa.sendCode({ token, factorId })).toEqual({ kind: 'refused', reason });
      expect(await post.mfa.verify({ token, factorId, response })).toEqual({ kind: 'refused', reason });
      expect(post.sent).toHaveLength(before);
    };
    const answered = await askedChallenge(post, factorId);
    const first = lastCode(post);
    expect((await post.mfa.verify({ token: answered, factorId, response: first })).kind).toBe('complete');
    await isOver(answered, first, 'used');

    const overtaken = await askedChallenge(post, factorId);
    const second = lastCode(post);
    await enrolCode(post, 'sms', session);
    await isOver(overtaken, second, 'superseded');

    const expired = await askedChallenge(post, factorId);
    post.clock.advance(9 * MINUTE);
    await isOver(expired, lastCode(post), 'expired');
  });
});

test('O11 200 set-ups one after the other: ten codes are paid for', async () => {
  const post = await openPost();
  const caller = await passwordSession(post.mfa, 'anna');
  for (let i = 0; i < 200; i++) {
    expect((await post.mfa.beginEnrolment({ caller, method: 'sms' })).kind).toBe('begun');
    post.clock.advance(4_000);
  }
  expect(post.sent).toHaveLength(10);
});

test('O10 nothing is approved without the code being typed in: whatever else comes is malformed, and no guess', async () => {
  const post = await openPost();
  const mail = await enrolCode(post, 'email');
  const phone = await enrolCode(post, 'sms', mail.session);
  for (const { factorId } of [mail, phone]) {
    const token = await askedChallenge(post, factorId);
    for (const response of [undefined, null, true, '', 'yes', { approved: true }, [lastCode(post)]]) {
      expect(await post.mfa.verify({ token, factorId, response })).toEqual({
        kind: 'refused',
        reason: 'malformed-response',
      });
    }
    expect((await post.events('anna')).some(({ type }) => type === 'factor.rejected')).toBe(false);
    expect((await post.mfa.verify({ token, factorId, response: lastCode(post) })).kind).toBe('complete');
  }
});
