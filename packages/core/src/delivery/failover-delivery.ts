import type { DeliveryAdapter, DeliveryResult } from '../ports/delivery.ts';
import { readConfiguration } from '../schema/configuration.ts';
import { listOf, port } from '../schema/object.ts';
import { combinedTime } from './combined-time.ts';
import { type DeliveryTiming, isExpired, unsent } from './delivery-adapter.ts';

/** A failed attempt that is followed by another. Safe to log. @inline */
export type UnsentTry = {
  /** The adapter that did not send. */
  readonly adapter: string;
  readonly reason: string;
};

/**
 * `timeoutMs` is for one message and all adapters together. It defaults to the longest time limit of the adapters.
 *
 * @inline
 */
export type FailoverDeliveryOptions = DeliveryTiming & {
  /**
   * For logs and events.
   *
   * @defaultValue `failover`
   */
  readonly name?: string;
  /** Called for each adapter that did not send, because the result describes only the last one. Errors are ignored. */
  onUnsent?(unsent: UnsentTry): void;
};

const ADAPTERS = listOf(port<DeliveryAdapter>('deliver'), { min: 1 });

/**
 * Combines several adapters. Those that support the message's channel are tried in this order. The next one is tried
 * only if the one before certainly sent nothing, and never after the message expired. A message that may have been sent
 * is not sent again: you would pay for it twice, and users would learn to expect duplicates.
 *
 * All adapters share one time limit. Each gets an equal part of the time that is left, so that the next one still has
 * time if one hangs.
 *
 * If an adapter throws, the error is passed on and no other adapter is tried.
 *
 * @throws MfaError `configuration-invalid` if there is no adapter, or for an unknown or wrong option.
 * @example
 * ```ts
 * import { type DeliveryAdapter, failoverDelivery } from '@factorkit/core';
 *
 * declare const ownServer: DeliveryAdapter;
 * declare const service: DeliveryAdapter;
 *
 * const mail = failoverDelivery([ownServer, service], {
 *   onUnsent: ({ adapter, reason }) => process.emitWarning(`${adapter} did not send: ${reason}`),
 * });
 * ```
 */
export function failoverDelivery(
  adapters: readonly DeliveryAdapter[],
  { name = 'failover', onUnsent, ...timing }: FailoverDeliveryOptions = {},
): DeliveryAdapter {
  const inOrder = readConfiguration('failoverDelivery', ADAPTERS, adapters, 'adapters');
  const time = combinedTime(inOrder, timing);
  return Object.freeze<DeliveryAdapter>({
    name,
    timeoutMs: time.timeoutMs,
    channels: Object.freeze([...new Set(inOrder.flatMap(({ channels }) => channels))]),
    async deliver(delivery, deadline) {
      const serving = inOrder.filter(({ channels }) => channels.includes(delivery.channel));
      const endsAt = time.endOf(deadline);
      let result: DeliveryResult = unsent('wrong-channel');
      for (const [index, adapter] of serving.entries()) {
        const now = time.clock();
        if (isExpired(delivery, now)) return unsent('expired');
        if (now >= endsAt) return index === 0 ? unsent('timed-out') : result;
        const share = (endsAt - now) / (serving.length - index);
        result = await time.attempt(adapter, delivery, now + share);
        if (result.kind === 'accepted' || result.sent !== 'no') return result;
        report(onUnsent, { adapter: adapter.name, reason: result.reason });
      }
      return result;
    },
  });
}

/** A log that fails must not keep the next adapter from sending. */
export function report(onUnsent: FailoverDeliveryOptions['onUnsent'], unsent: UnsentTry): void {
  try {
    onUnsent?.(unsent);
  } catch {
    // Ignored, as documented.
  }
}
