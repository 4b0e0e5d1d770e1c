import { describe, expect, test } from 'vitest';
import { askedChallenge, enrolCode, lastCode, MINUTE, openPost, type Post } from './post.ts';
import { stores } from './stores.ts';
import { challengeFor, passwordSession } from './world.ts';

/** A factor whose session is too old to remove it without a new proof. */
async function agedFactor(
  post: Post,
): Promise<{ readonly factorId: string; readonly stepUp: Parameters<Post['mfa']['verify']>[0] }> {
  const { factorId, session } = await enrolCode(post, 'email');
  post.clock.advance(15 * MINUTE + 1);
  const begun = await post.mfa.beginStepUp({ caller: session, intent: { kind: 'remove', factorId } });
  if (begun.kind !== 'challenge') throw new Error(begun.kind);
  return { factorId, stepUp: { token: begun.token, caller: session, factorId, response: '' } };
}

describe.each(stores)('O6 a code that is alive, on $name', ({ open }) => {
  test('of a sign-in does not answer a step-up, and still answers its own', async () => {
    const post = await openPost({ open });
    const { factorId, stepUp } = await agedFactor(post);
    const signIn = await askedChallenge(post, factorId);
    const response = lastCode(post);
    expect((await post.mfa.verify({ ...stepUp, response })).kind).toBe('rejected');
    expect((await post.mfa.verify({ token: signIn, factorId, response })).kind).toBe('complete');
  });

  test('of a step-up does not answer a sign-in, and still answers its own', async () => {
    const post = await openPost({ open });
    const { factorId, stepUp } = await agedFactor(post);
    expect((await post.mfa.sendCode({ token: stepUp.token, factorId })).kind).toBe('sent');
    const response = lastCode(post);
    const signIn = await challengeFor(post.mfa, 'anna');
    expect((await post.mfa.verify({ token: signIn.token, factorId, response })).kind).toBe('rejected');
    expect((await post.mfa.verify({ ...stepUp, response })).kind).toBe('complete');
  });

  test('of a set-up does not answer a sign-in, nor one of a sign-in a set-up, though one mailbox gets both', async () => {
    const post = await openPost({ open });
    const { factorId, session } = await enrolCode(post, 'email');
    const begun = await post.mfa.beginEnrolment({ caller: session, method: 'email', replaces: factorId });
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const setUp = { caller: session, factorId: begun.enrolment.factorId };
    const forSetUp = lastCode(post);
    post.clock.advance(MINUTE);
    const signIn = await askedChallenge(post, factorId);
    const forSignIn = lastCode(post);
    expect(new Set(post.sent.map(({ to }) => to)).size).toBe(1);

    expect((await post.mfa.verify({ token: signIn, factorId, response: forSetUp })).kind).toBe('rejected');
    expect((await post.mfa.confirmEnrolment({ ...setUp, response: forSignIn })).kind).toBe('rejected');
    expect((await post.mfa.verify({ token: signIn, factorId, response: forSignIn })).kind).toBe('complete');
    expect((await post.mfa.confirmEnrolment({ ...setUp, response: forSetUp })).kind).toBe('active');
  });

  test('of one user does not answer for another who reads the same mailbox', async () => {
    const post = await openPost({ open });
    const anna = await enrolCode(post, 'email');
    const bob = await enrolCode(post, 'email', await passwordSession(post.mfa, 'bob'));
    // Each has a code that is alive, so that it is the code that is refused.
    const his = await askedChallenge(post, bob.factorId, 'bob');
    const toBob = lastCode(post);
    const hers = await askedChallenge(post, anna.factorId);
    const toAnna = lastCode(post);
    const bobs = { token: his, factorId: bob.factorId };
    expect((await post.mfa.verify({ ...bobs, response: toAnna })).kind).toBe('rejected');
    expect(await post.mfa.verify({ ...bobs, factorId: anna.factorId, response: toAnna })).toEqual({
      kind: 'refused',
      reason: 'unknown-factor',
    });
    expect((await post.mfa.verify({ token: hers, factorId: anna.factorId, response: toAnna })).kind).toBe(
      'complete',
    );
    expect((await post.mfa.verify({ ...bobs, response: toBob })).kind).toBe('complete');
  });

  test('of one factor does not answer for another of the same user', async () => {
    const post = await openPost({ open });
    const mail = await enrolCode(post, 'email');
    const phone = await enrolCode(post, 'sms', mail.session);
    const token = await askedChallenge(post, phone.factorId);
    expect((await post.mfa.sendCode({ token, factorId: mail.factorId })).kind).toBe('sent');
    const response = lastCode(post);
    expect((await post.mfa.verify({ token, factorId: phone.factorId, response })).kind).toBe('rejected');
    expect((await post.mfa.verify({ token, factorId: mail.factorId, response })).kind).toBe('complete');
  });
});
