import type { Delivery, DeliveryAdapter, DeliveryResult } from '@factorkit/core';
import {
  type TwilioMessagingOptions,
  type TwilioVerifyOptions,
  twilioMessaging,
  twilioVerify,
} from '@factorkit/delivery-twilio';
import {
  type HttpService,
  openHttpService,
  type ServiceReply,
  type ServiceRequest,
} from '@factorkit/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { ACCOUNT, KEY, SENDER_SERVICE, SERVICE, TOKEN } from './harness.ts';

const NOW = 1_800_000_000_000;
const SID = `SM${'a'.repeat(32)}`;

const delivery: Delivery = {
  id: 'd1',
  channel: 'sms',
  to: '+15005550123',
  purpose: 'sign-in',
  subject: 'Your code',
  text: 'Zürich: 123456 + 1 & more = 😀\n@acme.example #123456',
  code: '123456',
  expiresAt: NOW + 90_500,
};

const services: HttpService[] = [];
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.leave()));
});

interface Exchange {
  readonly result: DeliveryResult;
  readonly requests: readonly ServiceRequest[];
  readonly form: Readonly<Record<string, string>>;
}

async function exchange(
  reply: ServiceReply,
  adapterFor: (baseUrl: string) => DeliveryAdapter,
  one: Delivery = delivery,
): Promise<Exchange> {
  const requests: ServiceRequest[] = [];
  const service = await openHttpService((request) => {
    requests.push(request);
    return reply;
  });
  services.push(service);
  const result = await adapterFor(service.url).deliver(one);
  return { result, requests, form: Object.fromEntries(new URLSearchParams(requests[0]?.body)) };
}

const messaging =
  (options: Partial<TwilioMessagingOptions> = {}) =>
  (baseUrl: string): DeliveryAdapter =>
    twilioMessaging({
      accountSid: ACCOUNT,
      credentials: { authToken: TOKEN },
      sender: { from: '+15005550006' },
      baseUrl,
      allowPlainOnLoopback: true,
      clock: () => NOW,
      ...options,
    });

const verify =
  (options: Partial<TwilioVerifyOptions> = {}) =>
  (baseUrl: string): DeliveryAdapter =>
    twilioVerify({
      accountSid: ACCOUNT,
      credentials: { authToken: TOKEN },
      serviceSid: SERVICE,
      baseUrl,
      allowPlainOnLoopback: true,
      clock: () => NOW,
      ...options,
    });

const created: ServiceReply = { status: 201, body: JSON.stringify({ sid: SID, status: 'queued' }) };

describe('Messaging', () => {
  test('posts the text as a form, to be dropped from the queue when the code expires', async () => {
    const { result, requests, form } = await exchange(created, messaging());
    expect(result).toEqual({ kind: 'accepted', reference: SID });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`,
    });
    expect(requests[0]?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}`,
    });
    expect(form).toEqual({
      To: delivery.to,
      From: '+15005550006',
      Body: delivery.text,
      ValidityPeriod: '90',
    });
  });

  test('logs in with an API key, sends through a messaging service', async () => {
    const credentials = { apiKeySid: KEY, apiKeySecret: 'secret' };
    const sender = { messagingServiceSid: SENDER_SERVICE };
    const { requests, form } = await exchange(created, messaging({ credentials, sender }));
    expect(requests[0]?.headers.authorization).toBe(`Basic ${btoa(`${KEY}:secret`)}`);
    expect(requests[0]?.path).toContain(ACCOUNT);
    expect(form).toMatchObject({ MessagingServiceSid: SENDER_SERVICE });
    expect(form).not.toHaveProperty('From');
  });

  test.each([
    [1, '1'],
    [999, '1'],
    [1000, '1'],
    [1999, '1'],
    [600_000, '600'],
    [99_999_000, '36000'],
  ])('with %i ms left, Twilio has %s seconds', async (left, seconds) => {
    const timeout = (): AbortSignal => new AbortController().signal;
    const { form } = await exchange(created, messaging({ timeout }), { ...delivery, expiresAt: NOW + left });
    expect(form.ValidityPeriod).toBe(seconds);
  });

  test.each([
    '',
    '15005550123',
    '+0123456789',
    '+1500555012345678',
    '+1500',
    '+1 500 555 0123',
    'whatsapp:+15005550123',
    '+15005550123\n',
    '+１５００５５５０１２３',
  ])('posts nothing for %j, which is no number in E.164', async (to) => {
    const { result, requests } = await exchange(created, messaging(), { ...delivery, to });
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'destination-invalid' });
    expect(requests).toEqual([]);
  });

  test.each([
    [400, 21211, 'no', 'destination-invalid'],
    [400, 21614, 'no', 'destination-invalid'],
    [400, 21610, 'no', 'destination-opted-out'],
    [403, 21408, 'no', 'destination-not-permitted'],
    [400, 21606, 'no', 'refused'],
    [401, 20003, 'no', 'credentials-refused'],
    [404, 20404, 'no', 'refused'],
    [429, 20429, 'no', 'throttled'],
    [500, 20500, 'unknown', 'server-error'],
    [503, 20503, 'unknown', 'server-error'],
    // A code that would mean "no" with a status that does not.
    [500, 21211, 'unknown', 'server-error'],
  ])('status %i with error %i: %s, %s', async (status, code, sent, reason) => {
    const body = JSON.stringify({ code, message: `about ${delivery.to}`, more_info: 'x', status });
    const { result, requests } = await exchange({ status, body }, messaging());
    expect(result).toEqual({ kind: 'failed', sent, reason });
    expect(requests).toHaveLength(1);
  });

  test.each(['failed', 'undelivered', 'canceled'])(
    'FT12 a message that is created %s counts as not delivered',
    async (status) => {
      const { result } = await exchange(
        { status: 201, body: JSON.stringify({ sid: SID, status }) },
        messaging(),
      );
      expect(result).toEqual({ kind: 'failed', sent: 'unknown', reason: 'not-delivered' });
    },
  );

  test.each([
    ['none', ''],
    ['no JSON', '<html>'],
    ['null', 'null'],
    ['a sid that is none', JSON.stringify({ sid: delivery.to, status: 'queued' })],
    ['a sid that is an object', JSON.stringify({ sid: { to: delivery.to } })],
    ['one too long', JSON.stringify({ sid: SID, body: 'x'.repeat(100_000) })],
  ])('an accepted message with an answer that is %s has no reference', async (_name, body) => {
    const { result } = await exchange({ status: 201, body }, messaging());
    expect(result).toEqual({ kind: 'accepted' });
  });

  test.each([
    [200, '<html>Sign in</html>'],
    [200, ''],
    [202, '{}'],
    [204, undefined],
  ])('FT12 %i with %j is not Twilio: unknown, and no reference', async (status, body) => {
    const { result } = await exchange({ status, ...(body === undefined ? {} : { body }) }, messaging());
    expect(result).toEqual({ kind: 'failed', sent: 'unknown', reason: 'answer-unreadable' });
  });

  test('FT12 200 with a SID is accepted', async () => {
    const { result } = await exchange(
      { status: 200, body: JSON.stringify({ sid: SID, status: 'queued' }) },
      messaging(),
    );
    expect(result).toEqual({ kind: 'accepted', reference: SID });
  });

  test('a redirect is not followed: the password is for Twilio alone', async () => {
    const { result, requests } = await exchange(
      { status: 307, headers: { location: '/attacker' } },
      messaging(),
    );
    expect(result).toEqual({ kind: 'failed', sent: 'unknown', reason: 'redirected' });
    expect(requests).toHaveLength(1);
  });

  test('an answer that breaks off after its status was still an acceptance', async () => {
    const raw = 'HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{"sid":';
    const { result } = await exchange({ raw }, messaging());
    expect(result).toEqual({ kind: 'accepted' });
  });

  test('a base with a path keeps it', async () => {
    const { requests } = await exchange(created, (base) => messaging()(`${base}/proxy/`));
    expect(requests[0]?.path).toBe(`/proxy/2010-04-01/Accounts/${ACCOUNT}/Messages.json`);
  });
});

describe('Verify', () => {
  test('posts the code alone', async () => {
    const sid = `VE${'b'.repeat(32)}`;
    const reply: ServiceReply = { status: 201, body: JSON.stringify({ sid, status: 'pending' }) };
    const { result, requests, form } = await exchange(reply, verify());
    expect(result).toEqual({ kind: 'accepted', reference: sid });
    expect(requests[0]).toMatchObject({ method: 'POST', path: `/v2/Services/${SERVICE}/Verifications` });
    expect(form).toEqual({ To: delivery.to, Channel: 'sms', CustomCode: '123456' });
  });

  test('by email and in a language, where asked to', async () => {
    const email: Delivery = { ...delivery, channel: 'email', to: 'anna@example.com' };
    const { form } = await exchange(created, verify({ channels: ['email'], locale: 'de' }), email);
    expect(form).toEqual({ To: 'anna@example.com', Channel: 'email', CustomCode: '123456', Locale: 'de' });
  });

  test('is for SMS alone unless told otherwise', async () => {
    const email: Delivery = { ...delivery, channel: 'email', to: 'anna@example.com' };
    const { result, requests } = await exchange(created, verify(), email);
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'wrong-channel' });
    expect(requests).toEqual([]);
  });

  test.each(['123', '12345678901', 'ABCDEF', '123 456', ''])(
    'posts nothing for the code %j',
    async (code) => {
      const { result, requests } = await exchange(created, verify(), { ...delivery, code });
      expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'code-unsupported' });
      expect(requests).toEqual([]);
    },
  );

  test.each([
    [429, 60203, 'destination-throttled'],
    [403, 60205, 'destination-invalid'],
    [403, 60410, 'destination-not-permitted'],
    [403, 60605, 'destination-not-permitted'],
    [400, 60200, 'refused'],
  ])('status %i with error %i: %s', async (status, code, reason) => {
    const { result } = await exchange({ status, body: JSON.stringify({ code, status }) }, verify());
    expect(result).toEqual({ kind: 'failed', sent: 'no', reason });
  });
});

describe('what does not start', () => {
  const start = (options: Partial<TwilioMessagingOptions>): unknown =>
    messaging(options)('https://api.twilio.com');
  test.each<[string, Partial<TwilioMessagingOptions>]>([
    ['an account that is none', { accountSid: 'canary' }],
    ['the SID of something else as account', { accountSid: KEY }],
    ['a path as account', { accountSid: '../canary' }],
    ['an empty token', { credentials: { authToken: '' } }],
    ['a token with a line break', { credentials: { authToken: 'canary\r\nx: y' } }],
    ['an API key that is none', { credentials: { apiKeySid: 'canary', apiKeySecret: 'canary' } }],
    ['an empty sender', { sender: { from: '' } }],
    ['a sender that is too long', { sender: { from: 'canary canary' } }],
    ['a messaging service that is none', { sender: { messagingServiceSid: 'canary' } }],
    ['http to another machine', { baseUrl: 'http://api.canary.example' }],
    ['a secret under another name', { credentials: { apiKeySid: KEY, secret: 'canary' } as object as never }],
    ['a misspelt option', { timeoutMS: 1 } as object],
    ['no time', { timeoutMs: -1 }],
  ])('%s', (_name, options) => {
    expect(() => start(options)).toThrow(expect.objectContaining({ code: 'configuration-invalid' }));
    expect(() => start(options)).not.toThrow('canary');
  });

  test.each([{ serviceSid: 'canary' }, { language: 'de' }])('a Verify service with %j', (options) => {
    expect(() => verify(options)('https://verify.twilio.com')).toThrow(
      expect.objectContaining({ code: 'configuration-invalid' }),
    );
  });

  test('a sender may be a number, a short code or a name', () => {
    for (const from of ['+15005550006', '12345', 'ACME', 'ACME Corp 1'])
      expect(() => start({ sender: { from } })).not.toThrow();
  });
});
