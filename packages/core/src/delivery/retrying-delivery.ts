import type { DeliveryAdapter, DeliveryResult } from '../ports/delivery.ts';
import { readConfiguration } from '../schema/configuration.ts';
import { listOf } from '../schema/object.ts';
import { count } from '../schema/values.ts';
import { combinedTime } from './combined-time.ts';
import { type DeliveryTiming, isExpired } from './delivery-adapter.ts';
import { report, type UnsentTry } from './failover-delivery.ts';

/** Failures that may pass with time. A refused recipient or password stays refused. */
const TRANSIENT = ['not-connected', 'temporarily-refused', 'throttled', 'timed-out'];

/** Failures that may pass with time, if a second attempt does no harm. */
const TRANSIENT_IF_IDEMPOTENT = [...TRANSIENT, 'server-error', 'conflict', 'connection-lost', 'threw'];

/**
 * `timeoutMs` is for one message, all attempts and waits together. It defaults to the adapter's own. @inline
 */
export type RetryingDeliveryOptions = DeliveryTiming & {
  /** The waits before each retry, in milliseconds. There is one retry for each entry. */
  readonly delaysMs: readonly number[];
  /** Resolves after the given milliseconds, for example `setTimeout` of `node:timers/promises`. */
  readonly wait: (ms: number) => Promise<unknown>;
  /**
   * Reasons to try again.
   *
   * @defaultValue `not-connected`, `temporarily-refused`, `throttled` and `timed-out`; for an idempotent adapter also `server-error`, `conflict`, `connection-lost` and `threw`
   */
  readonly reasons?: readonly string[];
  /** Called for each attempt that is followed by another. Errors are ignored. */
  onUnsent?(unsent: UnsentTry): void;
};

/**
 * Tries an adapter again, with the same message and id, if it certainly sent nothing and the reason may pass. If the
 * message may have been sent, only an idempotent adapter is tried again. No attempt starts after the time limit or the
 * message's expiry.
 *
 * The caller waits for all attempts. Keep the delays to a second or two, or use {@link failoverDelivery}.
 *
 * @throws MfaError `configuration-invalid` for a delay that is not a whole number of milliseconds from 0, or an
 * unknown option.
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
  { delaysMs, wait, reasons, onUnsent, ...timing }: RetryingDeliveryOptions,
): DeliveryAdapter {
  const delays = readConfiguration('retryingDelivery', listOf(count), delaysMs, 'delaysMs');
  const time = combinedTime([adapter], timing);
  const transient = reasons ?? (adapter.idempotent === true ? TRANSIENT_IF_IDEMPOTENT : TRANSIENT);
  return Object.freeze<DeliveryAdapter>({
    name: adapter.name,
    channels: adapter.channels,
    timeoutMs: time.timeoutMs,
    idempotent: adapter.idempotent,
    async deliver(delivery, deadline) {
      const endsAt = time.endOf(deadline);
      const isOver = (now: number): boolean => isExpired(delivery, now) || now >= endsAt;
      let result = await time.attempt(adapter, delivery, endsAt);
      for (const ms of delays) {
        if (!mayTryAgain(result, adapter) || !transient.includes(result.reason)) return result;
        if (isOver(time.clock() + ms)) return result;
        report(onUnsent, { adapter: adapter.name, reason: result.reason });
        await wait(ms);
        // The wait may have taken longer than requested.
        if (isOver(time.clock())) return result;
        result = await time.attempt(adapter, delivery, endsAt);
      }
      return result;
    },
  });
}

type Failure = Extract<DeliveryResult, { readonly kind: 'failed' }>;

function mayTryAgain(result: DeliveryResult, { idempotent }: DeliveryAdapter): result is Failure {
  return result.kind === 'failed' && (result.sent === 'no' || idempotent === true);
}
