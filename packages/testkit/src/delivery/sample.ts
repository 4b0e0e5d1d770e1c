import type { Delivery, DeliveryResult } from '@factorkit/core';
import { must } from '../contract.ts';
import { type DeliveryFixture, NOW } from './fixture.ts';

const MINUTE = 60_000;

/** A message that can be told from the others by its number, on the adapter's first channel unless another is named. */
export function message(
  { adapter }: DeliveryFixture,
  number: number,
  changes: Partial<Delivery> = {},
): Delivery {
  const channel = changes.channel ?? adapter.channels[0] ?? 'email';
  const code = String(730_000 + number);
  return Object.freeze<Delivery>({
    id: `delivery-${number}`,
    channel,
    to: channel === 'email' ? `anna.canary+${number}@example.com` : `+1500555${1000 + number}`,
    purpose: 'sign-in',
    subject: `Canary: ${code} for Zürich “Café”`,
    // Longer than one SMS, not ASCII, with a line that SMTP would take for the end.
    text: [
      `${code} is your code to sign in at Zürich “Café”. It is good for 10 minutes.`,
      'Never share it, not with us either: anyone who asks you for it wants to sign in as you. 😀 e\u0301 = é; a+b=c&d=%20',
      '.',
      `@canary.example #${code}`,
    ].join('\n'),
    code,
    expiresAt: NOW + 10 * MINUTE,
    ...changes,
  });
}

export function isAccepted(result: DeliveryResult, sentence: string): void {
  must(result.kind === 'accepted', sentence);
}

export function isFailed(result: DeliveryResult, sent: 'no' | 'unknown', sentence: string): void {
  must(result.kind === 'failed' && result.sent === sent, sentence);
}

/** Exactly these messages have reached the service since `from`, in any order. */
export function haveReached(
  { messages, carries }: DeliveryFixture,
  wanted: readonly Delivery[],
  sentence: string,
  from = 0,
): void {
  const written = (to: string, content: string): string => JSON.stringify([to, content]);
  const found = messages.slice(from).map(({ to, content }) => written(to, content));
  const expected = wanted.map((delivery) => written(delivery.to, delivery[carries]));
  must(found.length === expected.length, sentence);
  must(found.sort().join() === expected.sort().join(), sentence);
}
