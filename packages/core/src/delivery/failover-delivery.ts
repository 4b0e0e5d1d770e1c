import { MfaError } from '../errors.ts';
import type { DeliveryAdapter, DeliveryResult } from '../ports/delivery.ts';
import { combinedTime } from './combined-time.ts';
import { type DeliveryTiming, isExpired, unsent } from './delivery-adapter.ts';

/** A try that did not succeed and is followed by another. Fit for a log. */
export interface UnsentTry {
  /** The adapter that did not send. */
  readonly adapter: string;
  readonly reason: string;
}

/** `timeoutMs` is for one message, all adapters together. It defaults to the longest of the adapters' own. */
export interface FailoverDeliveryOptions extends DeliveryTiming {
  /** For logs and events. Default `failover`. */
  readonly name?: string;
  /** Told of each adapter that was passed over, since the result speaks of the last one alone. What it throws is dropped. */
  onUnsent?(unsent: UnsentTry): void;
}

/**
 * Several adapters as one. They are asked in this order, those that serve the message's channel; the next one only where
 * the one before certainly sent nothing, and never after the message has expired. What may have been sent stays where it is:
 * two messages with one code would be paid for twice, and teach people that doubles are normal.
 *
 * All of them share one time limit. Each gets an equal part of what is left, so that one that hangs leaves time for the next.
 *
 * An error that an adapter throws passes through, and nobody else is asked.
 *
 * @throws MfaError `configuration-invalid` where there is no adapter.
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
  const inOrder = [...adapters];
  if (inOrder.length === 0) throw new MfaError('configuration-invalid', 'failover needs an adapter');
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
    // Dropped, as documented.
  }
}
