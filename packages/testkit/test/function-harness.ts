import { functionDelivery } from '@factorkit/core';
import type { DeliveryConditions, DeliveryHarness, ServiceMood } from '../src/delivery/harness.ts';

/** {@link functionDelivery} opened for the contract, with a service that is a variable. */
export async function openFunctionDelivery({
  clock,
  timeout,
  reached,
}: DeliveryConditions): Promise<DeliveryHarness> {
  let mood: ServiceMood = 'takes';
  const adapter = functionDelivery({
    name: 'function',
    channels: ['email', 'sms'],
    clock,
    timeout,
    async send({ id, to, text, code }) {
      if (mood === 'away') return { kind: 'failed', sent: 'no', reason: 'not-connected' };
      reached({ to, content: text, key: id });
      if (mood === 'refuses') return { kind: 'failed', sent: 'no', reason: 'refused' };
      if (mood === 'drops') throw new Error(`hung up on ${to} with ${code}`);
      if (mood === 'silent') return new Promise(() => undefined);
      return { kind: 'accepted', reference: id };
    },
  });
  return {
    adapter,
    carries: 'text',
    keyed: true,
    secrets: ['none was given'],
    async behave(next) {
      mood = next;
    },
    async close() {},
  };
}
