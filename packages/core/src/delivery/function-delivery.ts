import type { Delivery, DeliveryAdapter, DeliveryResult } from '../ports/delivery.ts';
import { overtime } from './combined-time.ts';
import { createDeliveryAdapter, type DeliveryAttempt, type DeliveryTiming } from './delivery-adapter.ts';

export interface FunctionDeliveryOptions extends DeliveryTiming {
  /** For logs and events. */
  readonly name: string;
  readonly channels: readonly Delivery['channel'][];
  /** Whether a second try with the same `id` reaches the recipient once. Defaults to false. */
  readonly idempotent?: boolean | undefined;
  /**
   * Hands the message on. `sent: 'no'` is for what certainly was not sent, because another adapter may then send it. What
   * it throws counts as `unknown`.
   */
  send(delivery: Delivery, attempt: DeliveryAttempt): Promise<DeliveryResult>;
}

/**
 * A function of the portal as a delivery adapter: its own mail queue, an SDK it has already. It need not look at the
 * time: an expired message does not reach it, and a message it still holds when the time is over is `unknown`.
 *
 * @throws MfaError `configuration-invalid` for an empty name, no channel, or a time-out out of range.
 * @example
 * ```ts
 * import { functionDelivery } from '@factorkit/core';
 *
 * declare const queue: { add(job: { id: string; to: string; subject: string; text: string }): Promise<void> };
 *
 * const mail = functionDelivery({
 *   name: 'queue',
 *   channels: ['email'],
 *   async send({ id, to, subject, text }) {
 *     await queue.add({ id, to, subject, text });
 *     return { kind: 'accepted' };
 *   },
 * });
 * ```
 */
export function functionDelivery({ send, ...frame }: FunctionDeliveryOptions): DeliveryAdapter {
  return createDeliveryAdapter({
    ...frame,
    attempt: (delivery, attempt) => Promise.race([send(delivery, attempt), overtime(attempt.signal)]),
  });
}
