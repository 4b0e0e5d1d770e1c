import { verifyWebhookSignature } from '@factorkit/delivery-webhook';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import type { VerifyWebhookSignature } from '../src/verify-signature.ts';
import { SECRET } from './harness.ts';

const OTHER_SECRET = 'whsec_YW5vdGhlci1hbm90aGVyLWFub3RoZXItYW5vdGhlciE=';
const SIGNED_AT = 1_800_000_000_000;
const MINUTE = 60_000;
const id = 'd1';
const body = '{"type":"mfa.delivery","data":{"text":"é 😀"}}';

/** Signed by another implementation than ours. */
const signature = new Webhook(SECRET).sign(id, new Date(SIGNED_AT), body);

function headers(changes: Readonly<Record<string, string>> = {}): Headers {
  return new Headers({
    'webhook-id': id,
    'webhook-timestamp': String(SIGNED_AT / 1000),
    'webhook-signature': signature,
    ...changes,
  });
}

const verify = (changes: Partial<VerifyWebhookSignature> = {}): ReturnType<typeof verifyWebhookSignature> =>
  verifyWebhookSignature({ headers: headers(), body, secrets: [SECRET], now: SIGNED_AT, ...changes });

const seen = { id, signedAt: SIGNED_AT };

test('what an independent library signed is genuine, from a Headers or a plain object, as text or as bytes', async () => {
  expect(await verify()).toEqual(seen);
  expect(await verify({ headers: Object.fromEntries(headers()) })).toEqual(seen);
  expect(await verify({ body: new TextEncoder().encode(body) })).toEqual(seen);
});

test('the vector of the Standard Webhooks libraries', async () => {
  expect(
    await verifyWebhookSignature({
      headers: {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
      body: '{"test": 2432232314}',
      secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
      now: 1_614_265_330_000,
    }),
  ).toEqual({ id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', signedAt: 1_614_265_330_000 });
});

describe('nothing else is genuine', () => {
  test.each<[string, Partial<VerifyWebhookSignature>]>([
    ['another body', { body: `${body} ` }],
    ['no body', { body: '' }],
    ['another id', { headers: headers({ 'webhook-id': 'd2' }) }],
    ['an id that takes over a part of the time', { headers: headers({ 'webhook-id': 'd1.1800000000' }) }],
    ['another time', { headers: headers({ 'webhook-timestamp': '1800000001' }) }],
    ['another secret', { secrets: [OTHER_SECRET] }],
    ['no signature', { headers: headers({ 'webhook-signature': '' }) }],
    ['an empty signature', { headers: headers({ 'webhook-signature': 'v1,' }) }],
    ['another version', { headers: headers({ 'webhook-signature': signature.replace('v1,', 'v1a,') }) }],
    [
      'a signature cut short',
      { headers: headers({ 'webhook-signature': `v1,${btoa(atob(signature.slice(3)).slice(0, 31))}` }) },
    ],
    [
      'a signature with a byte more',
      { headers: headers({ 'webhook-signature': `v1,${btoa(`${atob(signature.slice(3))}x`)}` }) },
    ],
    ['a signature that is not base64', { headers: headers({ 'webhook-signature': 'v1,!!!' }) }],
    ['a time that is no number', { headers: headers({ 'webhook-timestamp': 'NaN' }) }],
    ['a negative time', { headers: headers({ 'webhook-timestamp': '-1800000000' }) }],
    ['a time with a fraction', { headers: headers({ 'webhook-timestamp': '1800000000.0' }) }],
    ['no headers', { headers: {} }],
    ['headers that stand twice', { headers: { ...Object.fromEntries(headers()), 'webhook-id': [id, id] } }],
    ['a clock that gives no number', { now: Number.NaN }],
    ['a tolerance that is no number', { toleranceMs: Number.NaN }],
  ])('%s', async (_name, changes) => {
    expect(await verify(changes)).toBeUndefined();
  });

  test('any single bit of the signature changed', async () => {
    const bytes = Uint8Array.from(atob(signature.slice(3)), (character) => character.charCodeAt(0));
    for (const [index, byte] of bytes.entries()) {
      const changed = bytes.with(index, byte ^ 1);
      const forged = `v1,${btoa(String.fromCharCode(...changed))}`;
      expect(await verify({ headers: headers({ 'webhook-signature': forged }) })).toBeUndefined();
    }
  });
});

test('a replay: within the tolerance either way, and not a millisecond beyond', async () => {
  for (const off of [-5 * MINUTE, -1, 0, 1, 5 * MINUTE]) {
    expect(await verify({ now: SIGNED_AT + off })).toEqual(seen);
  }
  for (const off of [-5 * MINUTE - 1, 5 * MINUTE + 1, 365 * 24 * 60 * MINUTE]) {
    expect(await verify({ now: SIGNED_AT + off })).toBeUndefined();
  }
  expect(await verify({ now: SIGNED_AT + 1001, toleranceMs: 1000 })).toBeUndefined();
  expect(await verify({ now: SIGNED_AT + 1000, toleranceMs: 1000 })).toEqual(seen);
});

test('one of several signatures and one of several secrets suffice, in any order', async () => {
  const other = new Webhook(OTHER_SECRET).sign(id, new Date(SIGNED_AT), body);
  for (const list of [`${signature} ${other}`, `${other} ${signature}`, `v2,x ${signature}`]) {
    expect(await verify({ headers: headers({ 'webhook-signature': list }) })).toEqual(seen);
  }
  expect(await verify({ secrets: [OTHER_SECRET, SECRET] })).toEqual(seen);
  expect(await verify({ secrets: [SECRET, OTHER_SECRET] })).toEqual(seen);
});

test('a signature behind eight others is not looked at: a header must not buy work without end', async () => {
  const many = `${`${signature.replace(/.{8}=$/, 'AAAAAAA=')} `.repeat(8)}${signature}`;
  expect(await verify({ headers: headers({ 'webhook-signature': many }) })).toBeUndefined();
});

test('a secret that is none is the portal’s mistake, not the sender’s', async () => {
  for (const secrets of [[], [''], ['canary'], [SECRET, 'canary']]) {
    await expect(verify({ secrets })).rejects.toMatchObject({ code: 'configuration-invalid' });
    await expect(verify({ secrets })).rejects.not.toThrow('canary');
  }
});

test.each([{ type: 'mfa.delivery' }, undefined, null, []])(
  'FT12 a body that was parsed is a clear error: %j',
  async (body) => {
    const parsed = { headers: {}, body, secrets: [SECRET], now: 0 } as unknown as VerifyWebhookSignature;
    await expect(verifyWebhookSignature(parsed)).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining('not parsed JSON'),
    });
  },
);
