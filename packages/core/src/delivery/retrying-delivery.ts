import { MfaError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryAdapter } from '../ports/delivery.ts';
import { isExpired } from './delivery-adapter.ts';
import { report, type UnsentTry } from './failover-delivery.ts';

/** What time may mend. A refused destination or password stays refused. */
const PASSING = ['not-connected', 'temporarily-refused', 'throttled', 'timed-out'];

export interface RetryingDeliveryOptions {
  /** How long to wait before the second try, the third and so on, in milliseconds; as many retries as there are entries. */
  readonly delaysMs: readonly number[];
  /** Resolves after so many milliseconds; `setTimeout` of `node:timers/promises` fits. */
  readonly wait: (ms: number) => Promise<unknown>;
  /** Reasons worth another try. Default `not-connected`, `temporarily-refused`, `throttled`, `timed-out`. */
  readonly reasons?: readonly string[];
  /** Default `Date.now`. */
  readonly clock?: Clock;
  /** Told of each try that sent nothing and is followed by another. What it throws is dropped. */
  onUnsent?(unsent: UnsentTry): void;
}

/**
 * An adapter that is asked again, with the same message and id, where it certainly sent nothing for a reason that passes:
 * never where the message may have been sent, and never when the wait would outlast it.
 *
 * The caller waits as long. Keep the delays to a second or two, or use {@link failoverDelivery}.
 *
 * @throws MfaError `configuration-invalid` for a delay that is not a whole number of milliseconds from 0.
 * @example
 * ```ts
 * import { type DeliveryAdapter, retryingDelivery } from '@factorkit/core';
 * import { setTimeout } from 'node:timers/promises';
 *
 * declare const mailServer: DeliveryAdapter;
 *
 * const mail = retryingDelivery(mailServer, { delaysMs: [250, 1000], wait: setTimeout });
 * ```
 */
export function retryingDelivery(
  adapter: DeliveryAdapter,
  { delaysMs, wait, reasons = PASSING, clock = Date.now, onUnsent }: RetryingDeliveryOptions,
): DeliveryAdapter {
  const delays = [...delaysMs];
  if (!delays.every((ms) => Number.isSafeInteger(ms) && ms >= 0)) {
    throw new MfaError('configuration-invalid', 'delaysMs must be whole numbers of milliseconds from 0');
  }
  return Object.freeze<DeliveryAdapter>({
    name: adapter.name,
    channels: adapter.channels,
    async deliver(delivery) {
      let result = await adapter.deliver(delivery);
      for (const ms of delays) {
        if (result.kind === 'accepted' || result.sent !== 'no') return result;
        if (!reasons.includes(result.reason) || isExpired(delivery, clock() + ms)) return result;
        report(onUnsent, { adapter: adapter.name, reason: result.reason });
        await wait(ms);
        // The wait may have taken longer than it was asked to.
        if (isExpired(delivery, clock())) return result;
        result = await adapter.deliver(delivery);
      }
      return result;
    },
  });
}
