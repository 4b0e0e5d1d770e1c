import {
  type Delivery,
  type DeliveryResult,
  emailCode,
  functionDelivery,
  smsCode,
  totp,
} from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { enrolCode, lastCode, MINUTE, openPost, type Post, wrong } from './post.ts';
import { challengeFor, codeSession, enrol, passwordSession, tally } from './world.ts';

/** What the service does with the messages, from now on; until then it takes them. */
interface Service {
  deliver: (delivery: Delivery) => Promise<DeliveryResult>;
}

async function openTroubled(): Promise<{ readonly post: Post; readonly service: Service }> {
  const accepted = { kind: 'accepted' } as const;
  const service: Service = { deliver: async () => accepted };
  const post: Post = await openPost({
    deliver: (delivery) => {
      post.sent.push(delivery);
      return service.deliver(delivery);
    },
  });
  return { post, service };
}

describe('a delivery that hangs', () => {
  test('holds up neither the app nor another server, and its code is counted as sent', async () => {
    const { post, service } = await openTroubled();
    const anna = await enrol(post, 'anna');
    const { factorId } = await enrolCode(post, 'email', await codeSession(post, anna));
    let reached: () => void = () => undefined;
    const handedOver = new Promise<void>((resolve) => {
      reached = resolve;
    });
    service.deliver = () => {
      reached();
      return new Promise(() => undefined);
    };
    const { token } = await challengeFor(post.mfa, 'anna');
    let answered = false;
    void post.mfa.sendCode({ token, factorId }).then(() => {
      answered = true;
    });
    await handedOver;
    expect((await post.second.sendCode({ token, factorId })).kind).toBe('send-limited');
    const response = anna.phone.code(post.clock.now());
    const byApp = await challengeFor(post.mfa, 'anna');
    expect((await post.mfa.verify({ token: byApp.token, factorId: anna.factorId, response })).kind).toBe(
      'complete',
    );
    // The message may have gone out all the same: then its code is right.
    const code = lastCode(post);
    expect((await post.second.verify({ token, factorId, response: code })).kind).toBe('complete');
    expect(answered).toBe(false);
  });

  test('is left when its time is over: nobody is let in, and after half a minute another code may be asked for', async () => {
    const time = new AbortController();
    const sent: Delivery[] = [];
    let hangs = true;
    const post: Post = await openPost();
    const delivery = functionDelivery({
      name: 'post',
      channels: ['email', 'sms'],
      clock: post.clock.now,
      timeout: () => (hangs ? time.signal : new AbortController().signal),
      send: async (message) => {
        sent.push(message);
        if (hangs) return new Promise(() => time.abort());
        return { kind: 'accepted' };
      },
    });
    const mfa = post.server({ methods: [totp(), emailCode({ delivery }), smsCode({ delivery })] });
    const caller = await passwordSession(mfa, 'anna');
    const begun = await mfa.beginEnrolment({ caller, method: 'email' });
    expect(begun).toMatchObject({ kind: 'begun', enrolment: { code: { kind: 'not-sent' } } });
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    const { factorId } = begun.enrolment;
    expect((await mfa.sendEnrolmentCode({ caller, factorId })).kind).toBe('send-limited');
    expect(sent).toHaveLength(1);
    hangs = false;
    post.clock.advance(30_000);
    expect((await mfa.sendEnrolmentCode({ caller, factorId })).kind).toBe('sent');
    const [first, second] = sent;
    expect((await mfa.confirmEnrolment({ caller, factorId, response: first?.code })).kind).toBe('rejected');
    expect((await mfa.confirmEnrolment({ caller, factorId, response: second?.code })).kind).toBe('active');
  });
});

describe('a delivery that throws', () => {
  test('may have sent: the code it was given is right once, and it is not asked a second time', async () => {
    const { post, service } = await openTroubled();
    const { factorId } = await enrolCode(post, 'sms');
    service.deliver = async () => {
      throw new Error('socket hang up');
    };
    const { token } = await challengeFor(post.mfa, 'anna');
    const before = post.sent.length;
    expect((await post.mfa.sendCode({ token, factorId })).kind).toBe('not-sent');
    expect(post.sent).toHaveLength(before + 1);
    const response = lastCode(post);
    expect((await post.mfa.verify({ token, factorId, response: wrong(response) })).kind).toBe('rejected');
    expect((await post.mfa.verify({ token, factorId, response })).kind).toBe('complete');
    expect((await post.mfa.verify({ token, factorId, response })).kind).toBe('refused');
  });

  test('again and again uses up what may be sent, as if it had sent', async () => {
    const { post, service } = await openTroubled();
    const { factorId } = await enrolCode(post, 'sms');
    service.deliver = async () => {
      throw new Error('socket hang up');
    };
    const kinds: { readonly kind: string }[] = [];
    for (let i = 0; i < 20; i++) {
      post.clock.advance(MINUTE);
      const { token } = await challengeFor(post.mfa, 'anna');
      kinds.push(await post.mfa.sendCode({ token, factorId }));
    }
    // Ten an hour; the set-up has a number of its own.
    expect(tally(kinds)).toEqual({ 'not-sent': 10, 'send-limited': 10 });
    expect(post.sent).toHaveLength(11);
  });
});

describe('a delivery that answers twice', () => {
  test('with two copies of one message: anyone who types in both is let in once', async () => {
    const { post, service } = await openTroubled();
    const { factorId } = await enrolCode(post, 'email');
    service.deliver = async (copy) => {
      post.sent.push(copy);
      return { kind: 'accepted' };
    };
    const { token } = await challengeFor(post.mfa, 'anna');
    await post.mfa.sendCode({ token, factorId });
    const [one, copy] = post.sent.slice(-2);
    expect(one).toEqual(copy);
    const verdicts = await Promise.all(
      [one, copy].map((message, i) =>
        (i ? post.second : post.mfa).verify({ token, factorId, response: message?.code }),
      ),
    );
    expect(tally(verdicts)).toEqual({ complete: 1, refused: 1 });
    expect((await post.events('anna')).filter(({ type }) => type === 'code.sent')).toHaveLength(2);
  });

  test.each([
    ['first yes, then no', true],
    ['first no, then yes', false],
  ])('%s: the first stands', async (_what, first) => {
    const { post, service } = await openTroubled();
    const { factorId } = await enrolCode(post, 'email');
    const yes = { kind: 'accepted' } as const;
    const no = { kind: 'failed', sent: 'no', reason: 'refused' } as const;
    service.deliver = () =>
      new Promise((resolve, reject) => {
        resolve(first ? yes : no);
        resolve(first ? no : yes);
        reject(new Error('answered already'));
      });
    const { token } = await challengeFor(post.mfa, 'anna');
    const before = post.sent.length;
    expect((await post.mfa.sendCode({ token, factorId })).kind).toBe(first ? 'sent' : 'not-sent');
    expect(post.sent).toHaveLength(before + 1);
  });

  test('after its time was over: the late yes changes nothing, and no second message goes out', async () => {
    const time = new AbortController();
    let late: (result: DeliveryResult) => void = () => undefined;
    const sent: Delivery[] = [];
    const post = await openPost();
    const delivery = functionDelivery({
      name: 'post',
      channels: ['email', 'sms'],
      clock: post.clock.now,
      timeout: () => time.signal,
      send: (message) => {
        sent.push(message);
        return new Promise((resolve) => {
          late = resolve;
          time.abort();
        });
      },
    });
    const mfa = post.server({ methods: [totp(), emailCode({ delivery }), smsCode({ delivery })] });
    const caller = await passwordSession(mfa, 'anna');
    const begun = await mfa.beginEnrolment({ caller, method: 'email' });
    if (begun.kind !== 'begun') throw new Error(begun.kind);
    expect(begun.enrolment.code?.kind).toBe('not-sent');
    const before = (await post.storage.load('anna')).stored;
    late({ kind: 'accepted' });
    expect((await post.storage.load('anna')).stored).toEqual(before);
    expect(sent).toHaveLength(1);
    const { factorId } = begun.enrolment;
    const confirmed = await mfa.confirmEnrolment({ caller, factorId, response: sent[0]?.code });
    expect(confirmed.kind).toBe('active');
  });
});
