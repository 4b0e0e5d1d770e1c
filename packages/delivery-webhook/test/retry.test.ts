import { failoverDelivery, functionDelivery, retryingDelivery } from '@factorkit/core';
import { webhookDelivery } from '@factorkit/delivery-webhook';
import { openHttpService } from '@factorkit/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { SECRET } from './harness.ts';

const NOW = 1_800_000_000_000;
const clock = (): number => NOW;
const wait = async (): Promise<void> => undefined;

const delivery = {
  id: 'delivery-1',
  channel: 'sms',
  to: '+491701234567',
  purpose: 'sign-in',
  subject: '',
  text: '123456 is your code.',
  code: '123456',
  expiresAt: NOW + 600_000,
} as const;

/** A receiver that answers by this list, and what it was asked. */
async function receiver(statuses: readonly (number | 'hang-up')[]) {
  const ids: unknown[] = [];
  const service = await openHttpService(({ headers }) => {
    ids.push(headers['webhook-id']);
    const status = statuses[ids.length - 1] ?? 500;
    return status === 'hang-up' ? status : { status };
  });
  onTestFinished(() => service.leave());
  const webhook = webhookDelivery({ url: service.url, secrets: [SECRET], allowPlainOnLoopback: true, clock });
  return { ids, webhook };
}

test.each([[[503, 204]], [[500, 502, 200]], [['hang-up', 204]], [[409, 204]]] as const)(
  'FT11 a receiver that answers %j gets the message again under the same id',
  async (statuses) => {
    const { ids, webhook } = await receiver(statuses);
    const adapter = retryingDelivery(webhook, { delaysMs: [1, 1], wait, clock });
    expect(await adapter.deliver(delivery)).toEqual({ kind: 'accepted' });
    expect(ids).toEqual(statuses.map(() => 'delivery-1'));
    expect(adapter.idempotent).toBe(true);
  },
);

test('FT11 a message that may have been sent goes to no other service', async () => {
  const { webhook } = await receiver([503, 503]);
  const asked: unknown[] = [];
  const other = functionDelivery({
    name: 'other',
    channels: ['sms'],
    clock,
    async send(one) {
      asked.push(one);
      return { kind: 'accepted' };
    },
  });
  const first = retryingDelivery(webhook, { delaysMs: [1], wait, clock });
  const result = await failoverDelivery([first, other], { clock }).deliver(delivery);
  expect(result).toEqual({ kind: 'failed', sent: 'unknown', reason: 'server-error' });
  expect(asked).toEqual([]);
});

test('FT11 an adapter without ids is not asked again', async () => {
  let tries = 0;
  const plain = functionDelivery({
    name: 'plain',
    channels: ['sms'],
    clock,
    async send() {
      tries += 1;
      return { kind: 'failed', sent: 'unknown', reason: 'server-error' };
    },
  });
  await retryingDelivery(plain, { delaysMs: [1, 1], wait, clock }).deliver(delivery);
  expect(tries).toBe(1);
});

test('FT11 a refusal is not repeated', async () => {
  const { ids, webhook } = await receiver([422, 204]);
  const result = await retryingDelivery(webhook, { delaysMs: [1], wait, clock }).deliver(delivery);
  expect(result).toEqual({ kind: 'failed', sent: 'no', reason: 'refused' });
  expect(ids).toHaveLength(1);
});
