import type { DeliveryResult, SendAdmission } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { enrolCode, MINUTE, openPost, type Post } from './post.ts';
import { challengeFor, passwordSession } from './world.ts';

const HOUR = 60 * MINUTE;

async function eventsOf(post: Post, ...types: readonly string[]) {
  return (await post.events('anna')).filter(({ type }) => types.includes(type));
}

/** A user with a mailbox, on a server whose guard answers this. */
async function guarded(admission: SendAdmission) {
  const post = await openPost();
  const { factorId } = await enrolCode(post, 'email');
  const mfa = post.server({ sendGuard: { admit: async () => admission } });
  return { post, mfa, factorId };
}

describe('FT8 a code that is not sent leaves a trace', () => {
  test('FT8 the limit of the account', async () => {
    const post = await openPost();
    const { factorId } = await enrolCode(post, 'email');
    const { token } = await challengeFor(post.mfa, 'anna');
    const source = { ip: '192.0.2.7' };
    expect((await post.mfa.sendCode({ token, factorId, source })).kind).toBe('sent');
    const limited = await post.mfa.sendCode({ token, factorId, source });
    if (limited.kind !== 'send-limited') throw new Error(limited.kind);
    expect(await eventsOf(post, 'code.limited')).toMatchObject([
      { factorId, method: 'email', by: 'account', retryAt: limited.retryAt, source },
    ]);
  });

  test('FT8 a limit of the send guard', async () => {
    const retryAt = Date.UTC(2026, 10, 22);
    const { post, mfa, factorId } = await guarded({ kind: 'limited', retryAt });
    const { token } = await challengeFor(mfa, 'anna');
    expect(await mfa.sendCode({ token, factorId })).toEqual({ kind: 'send-limited', retryAt });
    expect(await eventsOf(post, 'code.limited')).toMatchObject([
      { factorId, method: 'email', by: 'send-guard', retryAt },
    ]);
  });

  test('FT8 a refusal of the send guard, by its word and no more', async () => {
    const refusals = ['country', '+4915112345678 is not allowed'];
    for (const reason of refusals) {
      const { post, mfa, factorId } = await guarded({ kind: 'refused', reason });
      const { token } = await challengeFor(mfa, 'anna');
      expect((await mfa.sendCode({ token, factorId })).kind).toBe('send-refused');
      const word = reason === 'country' ? 'country' : 'unspecified';
      expect(await eventsOf(post, 'code.refused')).toMatchObject([
        { factorId, method: 'email', reason: word },
      ]);
    }
  });

  test('FT8 a set-up whose code is limited', async () => {
    const post = await openPost();
    const caller = await passwordSession(post.mfa, 'anna');
    for (let turn = 0; turn < 2; turn++) await post.mfa.beginEnrolment({ caller, method: 'email' });
    expect(await eventsOf(post, 'code.limited')).toMatchObject([{ method: 'email', by: 'account' }]);
  });
});

describe('FT8 the reference of the delivery service is kept', () => {
  const sendWith = async (result: DeliveryResult): Promise<readonly unknown[]> => {
    const post = await openPost({ deliver: async () => result });
    const caller = await passwordSession(post.mfa, 'anna');
    await post.mfa.beginEnrolment({ caller, method: 'email' });
    const [sent] = await eventsOf(post, 'code.sent');
    const handed = await eventsOf(post, 'code.handed-over');
    for (const event of handed) {
      expect('deliveryId' in event && event.deliveryId).toBe(sent && 'deliveryId' in sent && sent.deliveryId);
    }
    return handed.map((event) => ('reference' in event ? event.reference : undefined));
  };

  test.each(['SM00000000000000000000000000000001', '<0a1b2c@portal.example>', 'd-1'])(
    'FT8 %s',
    async (reference) => {
      expect(await sendWith({ kind: 'accepted', reference })).toEqual([reference]);
    },
  );

  test.each([
    'queued for anna.smith@example.com',
    '<anna.smith@example.com>',
    'anna.smith@example.com',
    'x'.repeat(400),
    7 as never,
    '',
  ])('FT8 %j is not', async (reference) => {
    expect(await sendWith({ kind: 'accepted', reference })).toEqual([]);
  });
});

describe('FB12 refusals that nothing else limits are bounded', () => {
  test('FB12 of a flood of sends that are limited, ten in ten minutes are in the trail, and the next ten after them', async () => {
    const post = await openPost();
    const { factorId } = await enrolCode(post, 'email');
    const { token } = await challengeFor(post.mfa, 'anna');
    await post.mfa.sendCode({ token, factorId });
    for (let turn = 0; turn < 200; turn++) await post.mfa.sendCode({ token, factorId });
    expect(await eventsOf(post, 'code.limited')).toHaveLength(10);
    expect(post.told.filter(({ type }) => type === 'code.limited').length).toBeLessThanOrEqual(10);
  });

  test('FB12 another user, another kind of event and a later hour are counted by themselves', async () => {
    const post = await openPost();
    const { factorId } = await enrolCode(post, 'email');
    const flood = async (): Promise<void> => {
      const { token } = await challengeFor(post.mfa, 'anna');
      await post.mfa.sendCode({ token, factorId });
      for (let turn = 0; turn < 20; turn++) await post.mfa.sendCode({ token, factorId });
    };
    await flood();
    post.clock.advance(HOUR);
    await flood();
    expect(await eventsOf(post, 'code.limited')).toHaveLength(20);
  });

  test('FB12 wrong codes are judged and counted all the same: their events come with the change', async () => {
    const post = await openPost();
    const { factorId } = await enrolCode(post, 'email');
    const { token } = await challengeFor(post.mfa, 'anna');
    await post.mfa.sendCode({ token, factorId });
    for (let turn = 0; turn < 20; turn++) {
      await post.mfa.verify({
        token,
        factorId,
        response: post.sent.at(-1)?.code === '000000' ? '000001' : '000000',
      });
    }
    expect((await eventsOf(post, 'factor.rejected')).length).toBeGreaterThanOrEqual(5);
  });
});
