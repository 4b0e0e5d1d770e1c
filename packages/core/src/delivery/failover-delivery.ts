import { MfaError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryAdapter, DeliveryResult } from '../ports/delivery.ts';
import { isExpired, unsent } from './delivery-adapter.ts';

/** A try that sent nothing, so that another follows. Fit for a log. */
export interface UnsentTry {
  /** The adapter that did not send. */
  readonly adapter: string;
  readonly reason: string;
}

export interface FailoverDeliveryOptions {
  /** For logs and events. Default `failover`. */
  readonly name?: string;
  /** Default `Date.now`. */
  readonly clock?: Clock;
  /** Told of each adapter that was passed over, since the result speaks of the last one alone. What it throws is dropped. */
  onUnsent?(unsent: UnsentTry): void;
}

/**
 * Several adapters as one. They are asked in this order, those that serve the message's channel; the next one only where
 * the one before certainly sent nothing, and never after the message has expired. What may have been sent stays where it is:
 * two messages with one code would be paid for twice, and teach people that doubles are normal.
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
  { name = 'failover', clock = Date.now, onUnsent }: FailoverDeliveryOptions = {},
): DeliveryAdapter {
  const inOrder = [...adapters];
  if (inOrder.length === 0) throw new MfaError('configuration-invalid', 'failover needs an adapter');
  return Object.freeze<DeliveryAdapter>({
    name,
    channels: Object.freeze([...new Set(inOrder.flatMap(({ channels }) => channels))]),
    async deliver(delivery) {
      let result: DeliveryResult = unsent('wrong-channel');
      for (const adapter of inOrder.filter(({ channels }) => channels.includes(delivery.channel))) {
        if (isExpired(delivery, clock())) return unsent('expired');
        result = await adapter.deliver(delivery);
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
