import { MfaError } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { askedChallenge, codePolicy, enrolCode, lastCode, openPost } from './post.ts';
import { passwordSession } from './world.ts';

/** NIST SP 800-63B-4 §3.1.3.2 and §4.2.1.2 (by text message): ten minutes. By email §4.2.1.2 would allow a day. */
const TEN_MINUTES = 600_000;

describe.each(['email', 'sms'] as const)('a code by %s', (method) => {
  test.each([
    [TEN_MINUTES, 'complete'],
    [TEN_MINUTES + 1, 'rejected'],
    [601_000, 'rejected'],
  ] as const)('O3 R7 after %i ms, in a challenge that lasts an hour: %s', async (age, kind) => {
    const post = await openPost({ challengeSeconds: 3600 });
    const { factorId } = await enrolCode(post, method);
    const token = await askedChallenge(post, factorId);
    expect(post.sent.at(-1)?.expiresAt).toBe(post.clock.now() + TEN_MINUTES);
    post.clock.advance(age);
    expect((await post.mfa.verify({ token, factorId, response: lastCode(post) })).kind).toBe(kind);
  });

  test.each([
    [TEN_MINUTES, 'active'],
    [TEN_MINUTES + 1, 'rejected'],
  ] as const)('O3 R7 after %i ms, in a set-up that lasts an hour: %s', async (age, kind) => {
    const post = await openPost({ enrolmentSeconds: 3600 });
    const caller = await passwordSession(post.mfa, 'anna');
    const begun = await post.mfa.beginEnrolment({ caller, method });
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    post.clock.advance(age);
    const { factorId } = begun.enrolment;
    const confirmed = await post.mfa.confirmEnrolment({ caller, factorId, response: lastCode(post) });
    expect(confirmed.kind).toBe(kind);
  });

  test('O3 a shorter life, where the policy says so, is what the message and the check both know', async () => {
    const rule = { allow: 'yes', code: { expiresAfter: '2m' } } as const;
    const post = await openPost({
      policy: { ...codePolicy, methods: { ...codePolicy.methods, [method]: rule } },
    });
    const { factorId } = await enrolCode(post, method);
    const token = await askedChallenge(post, factorId);
    expect(post.sent.at(-1)?.text).toContain('2 minutes');
    expect(post.sent.at(-1)?.expiresAt).toBe(post.clock.now() + 120_000);
    post.clock.advance(120_001);
    const response = lastCode(post);
    expect((await post.mfa.verify({ token, factorId, response })).kind).toBe('rejected');
    post.clock.advance(-1);
    expect((await post.mfa.verify({ token, factorId, response })).kind).toBe('complete');
  });

  test.each([
    ['O3', { expiresAfter: '601s' }, 'expiresAfter'],
    ['O3 R7', { expiresAfter: '24h' }, 'expiresAfter'],
    ['O2', { digits: 5 }, 'digits'],
    ['O2', { digits: 9 }, 'digits'],
  ])('%s a policy with %j does not start', async (_id, code, name) => {
    const rule = { allow: 'yes', code } as unknown as (typeof codePolicy.methods)['sms'] & object;
    const opened = openPost({
      policy: { ...codePolicy, methods: { ...codePolicy.methods, [method]: rule } },
    });
    await expect(opened).rejects.toSatisfy(
      (error) =>
        error instanceof MfaError &&
        error.code === 'policy-invalid' &&
        error.message.includes(`methods.${method}.code.${name}`),
    );
  });

  test.each([6, 7, 8] as const)('O2 R7 has the %i digits that the policy says', async (digits) => {
    const rule = { allow: 'yes', code: { digits } } as const;
    const post = await openPost({
      policy: { ...codePolicy, methods: { ...codePolicy.methods, [method]: rule } },
    });
    const { factorId } = await enrolCode(post, method);
    const token = await askedChallenge(post, factorId);
    const response = lastCode(post);
    expect(response).toMatch(new RegExp(`^\\d{${digits}}$`));
    expect((await post.mfa.verify({ token, factorId, response })).kind).toBe('complete');
  });
});
