import type { Delivery, DeliveryAdapter, DeliveryResult } from '../ports/delivery.ts';
import { overtime } from './combined-time.ts';
import { createDeliveryAdapter, type DeliveryAttempt, type DeliveryTiming } from './delivery-adapter.ts';

/** @inline */
export type FunctionDeliveryOptions = DeliveryTiming & {
  /** For logs and events. */
  readonly name: string;
  readonly channels: readonly Delivery['channel'][];
  /**
   * Whether a second attempt with the same `id` reaches the recipient only once.
   *
   * @defaultValue `false`
   */
  readonly idempotent?: boolean | undefined;
  /**
   * Sends the message. Return `sent: 'no'` only if it was certainly not sent, because another adapter may then send it.
   * If it throws, the result is `unknown`.
   */
  send(delivery: Delivery, attempt: DeliveryAttempt): Promise<DeliveryResult>;
};

/**
 * Turns a function of the portal into a delivery adapter: its mail queue, or an SDK that it uses. The function need not
 * check the time: it does not receive expired messages, and if it has not settled when the time is over, the result is
 * `unknown`.
 *
 * @throws MfaError `configuration-invalid` for an unknown or wrong option, such as an empty name.
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
