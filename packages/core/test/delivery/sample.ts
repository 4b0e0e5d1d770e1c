import type { Delivery, DeliveryAdapter, DeliveryResult } from '@factorkit/core';

export const NOW = 1_800_000_000_000;

export const delivery: Delivery = {
  id: 'd1',
  channel: 'email',
  to: 'anna.canary@example.com',
  purpose: 'sign-in',
  subject: 'Your code',
  text: '123456 is your code.',
  code: '123456',
  expiresAt: NOW + 600_000,
};

export const accepted: DeliveryResult = { kind: 'accepted', reference: 'r1' };
export const unsent: DeliveryResult = { kind: 'failed', sent: 'no', reason: 'not-connected' };
export const unknown: DeliveryResult = { kind: 'failed', sent: 'unknown', reason: 'connection-lost' };

/** An adapter that answers by a script, and writes down what it was handed. */
export function scripted(
  name: string,
  script: readonly (DeliveryResult | Error)[],
  channels: DeliveryAdapter['channels'] = ['email'],
): DeliveryAdapter & { readonly handed: readonly Delivery[] } {
  const handed: Delivery[] = [];
  return {
    name,
    channels,
    handed,
    async deliver(one) {
      handed.push(one);
      const answer = script[handed.length - 1];
      if (answer === undefined) throw new Error(`${name} was asked once too often`);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}
