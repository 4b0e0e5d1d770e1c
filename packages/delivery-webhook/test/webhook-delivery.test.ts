import type { Delivery, DeliveryResult } from '@factorkit/core';
import {
  verifyWebhookSignature,
  type WebhookDeliveryOptions,
  webhookDelivery,
} from '@factorkit/delivery-webhook';
import {
  type HttpService,
  openHttpService,
  type ServiceReply,
  type ServiceRequest,
} from '@factorkit/testkit';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test } from 'vitest';
import { SECRET } from './harness.ts';

const OTHER_SECRET = 'whsec_YW5vdGhlci1hbm90aGVyLWFub3RoZXItYW5vdGhlciE=';

const delivery: Delivery = {
  id: 'd_1-A',
  channel: 'sms',
  to: '+15005550006',
  purpose: 'step-up',
  subject: 'Ihr Code für Zürich',
  text: '123456 is your code. 😀\n@acme.example #123456',
  code: '123456',
  expiresAt: Date.now() + 600_000,
};

const services: HttpService[] = [];
afterEach(async () => {
  await Promise.all(services.splice(0).map((service) => service.leave()));
});

/** What the receiver got, and what the adapter said. */
async function post(
  reply: ServiceReply,
  { delivery: one = delivery, ...options }: Partial<WebhookDeliveryOptions> & { delivery?: Delivery } = {},
): Promise<{ readonly result: DeliveryResult; readonly requests: readonly ServiceRequest[] }> {
  const requests: ServiceRequest[] = [];
  const service = await openHttpService((request) => {
    requests.push(request);
    return reply;
  });
  services.push(service);
  const adapter = webhookDelivery({
    url: `${service.url}/mfa?tenant=7`,
    secrets: [SECRET],
    allowPlainOnLoopback: true,
    ...options,
  });
  return { result: await adapter.deliver(one), requests };
}

describe('what is posted', () => {
  test('the delivery as JSON, to the very address, with a signature that an independent library accepts', async () => {
    const { result, requests } = await post({ status: 200 });
    expect(result).toEqual({ kind: 'accepted' });
    const [request] = requests;
    expect(request).toMatchObject({ method: 'POST', path: '/mfa?tenant=7' });
    expect(request?.headers['content-type']).toBe('application/json');
    expect(request?.headers['webhook-id']).toBe(delivery.id);
    const headers = Object.fromEntries(
      Object.entries(request?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    expect(new Webhook(SECRET).verify(request?.body ?? '', headers)).toMatchObject({
      type: 'mfa.delivery',
      data: delivery,
    });
  });

  test('the time of the injected clock, in the header and in the body', async () => {
    const now = 1_800_000_000_999;
    const { requests } = await post(
      { status: 200 },
      { clock: () => now, delivery: { ...delivery, expiresAt: now + 1000 } },
    );
    expect(requests[0]?.headers['webhook-timestamp']).toBe('1800000000');
    expect(JSON.parse(requests[0]?.body ?? '').timestamp).toBe('2027-01-15T08:00:00.999Z');
  });

  test('two signatures while the secret is being changed: anyone who knows one of them accepts it', async () => {
    const { requests } = await post({ status: 200 }, { secrets: [OTHER_SECRET, SECRET] });
    for (const secret of [SECRET, OTHER_SECRET]) {
      const seen = await verifyWebhookSignature({
        headers: requests[0]?.headers ?? {},
        body: requests[0]?.body ?? '',
        secrets: [secret],
        now: Date.now(),
      });
      expect(seen?.id).toBe(delivery.id);
    }
  });

  test('no member that the delivery has beyond its type', async () => {
    const more = { ...delivery, internal: 'not for others' };
    const { requests } = await post({ status: 200 }, { delivery: more });
    expect(Object.keys(JSON.parse(requests[0]?.body ?? '').data).sort()).toEqual(
      Object.keys(delivery).sort(),
    );
  });

  test.each(['', 'a.b', 'a b', 'a\r\nx-evil: 1', 'ä', 'x'.repeat(129)])(
    'nothing under the id %j, which would blur what is signed',
    async (id) => {
      const { result, requests } = await post({ status: 200 }, { delivery: { ...delivery, id } });
      expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'id-unusable' });
      expect(requests).toEqual([]);
    },
  );
});

describe('what an answer means', () => {
  test.each([
    [200, { kind: 'accepted' }],
    [202, { kind: 'accepted' }],
    [204, { kind: 'accepted' }],
    [400, { kind: 'failed', sent: 'no', reason: 'refused' }],
    [401, { kind: 'failed', sent: 'no', reason: 'credentials-refused' }],
    [404, { kind: 'failed', sent: 'no', reason: 'refused' }],
    [408, { kind: 'failed', sent: 'unknown', reason: 'conflict' }],
    [409, { kind: 'failed', sent: 'unknown', reason: 'conflict' }],
    [422, { kind: 'failed', sent: 'no', reason: 'refused' }],
    [429, { kind: 'failed', sent: 'no', reason: 'throttled' }],
    [500, { kind: 'failed', sent: 'unknown', reason: 'server-error' }],
    [502, { kind: 'failed', sent: 'unknown', reason: 'server-error' }],
    [503, { kind: 'failed', sent: 'unknown', reason: 'server-error' }],
  ])('%i', async (status, expected) => {
    const { result, requests } = await post({ status });
    expect(result).toEqual(expected);
    expect(requests).toHaveLength(1);
  });

  test.each([301, 302, 303, 307, 308])(
    'a redirect with %i is not followed: the body holds a code',
    async (status) => {
      const elsewhere: ServiceRequest[] = [];
      const other = await openHttpService((request) => {
        elsewhere.push(request);
        return { status: 200 };
      });
      services.push(other);
      const { result } = await post({ status, headers: { location: `${other.url}/attacker` } });
      expect(result).toEqual({ kind: 'failed', sent: 'unknown', reason: 'redirected' });
      expect(elsewhere).toEqual([]);
    },
  );

  test('what is not HTTP leaves it unknown', async () => {
    const { result } = await post({ raw: 'Hello!\r\n\r\n' });
    expect(result).toEqual({ kind: 'failed', sent: 'unknown', reason: 'connection-lost' });
  });

  test('of two answers the first counts', async () => {
    const { result } = await post({
      raw: 'HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\nHTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n',
    });
    expect(result).toEqual({ kind: 'accepted' });
  });

  test('a body that never ends does not hold a message that was accepted', async () => {
    const never = new AbortController().signal;
    const { result } = await post(
      { raw: 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nHello' },
      { timeout: () => never },
    );
    expect(result).toEqual({ kind: 'accepted' });
  });

  test('a time-out of its own ends a silent receiver', async () => {
    const { result } = await post('silence', { timeoutMs: 20 });
    expect(result).toEqual({ kind: 'failed', sent: 'unknown', reason: 'timed-out' });
  });
});

test('nothing was sent where nobody listens, by address or by name', async () => {
  const service = await openHttpService(() => ({ status: 204 }));
  await service.leave();
  for (const url of [service.url, service.url.replace('127.0.0.1', 'localhost')]) {
    const adapter = webhookDelivery({ url, secrets: [SECRET], allowPlainOnLoopback: true });
    expect(await adapter.deliver(delivery)).toEqual({ kind: 'failed', sent: 'no', reason: 'not-connected' });
  }
});

describe('what does not start', () => {
  test.each([
    ['http to another machine', { url: 'http://canary.example/', allowPlainOnLoopback: true }],
    ['http to this machine, not permitted', { url: 'http://127.0.0.1:8080/canary' }],
    [
      'a name that only begins like this machine',
      { url: 'http://127.0.0.1.canary.example/', allowPlainOnLoopback: true },
    ],
    ['no URL', { url: 'canary' }],
    ['another scheme', { url: 'ftp://canary.example/' }],
    ['a password in the address', { url: 'https://canary:canary@hooks.example/' }],
    ['no secret', { secrets: [] as unknown as [string] }],
    ['a secret without its prefix', { secrets: ['canarycanarycanarycanarycanarycanary'] as const }],
    ['a secret that is too short', { secrets: ['whsec_Y2FuYXJ5'] as const }],
    ['a secret that is not base64', { secrets: ['whsec_canary!canary!canary!canary!canary!'] as const }],
    ['a misspelt option', { secret: 'canary' } as object],
    ['no time', { timeoutMs: 0 }],
  ] satisfies [string, Partial<WebhookDeliveryOptions>][])('%s', (_name, options) => {
    const start = (): unknown =>
      webhookDelivery({ url: 'https://hooks.example/', secrets: [SECRET], ...options });
    expect(start).toThrow(expect.objectContaining({ code: 'configuration-invalid' }));
    expect(start).not.toThrow('canary');
  });
});
