import { MfaError } from '../errors.ts';
import type { DeliveryAdapter, DeliveryResult } from '../ports/delivery.ts';
import { combinedTime } from './combined-time.ts';
import { type DeliveryTiming, isExpired } from './delivery-adapter.ts';
import { report, type UnsentTry } from './failover-delivery.ts';

/** What time may mend. A refused destination or password stays refused. */
const PASSING = ['not-connected', 'temporarily-refused', 'throttled', 'timed-out'];

/** What time may mend where a second try does no harm. */
const PASSING_IF_IDEMPOTENT = [...PASSING, 'server-error', 'conflict', 'connection-lost', 'threw'];

/** `timeoutMs` is for one message, all tries and waits together. It defaults to the adapter's own. */
export interface RetryingDeliveryOptions extends DeliveryTiming {
  /** How long to wait before the second try, the third and so on, in milliseconds; as many retries as there are entries. */
  readonly delaysMs: readonly number[];
  /** Resolves after so many milliseconds; `setTimeout` of `node:timers/promises` fits. */
  readonly wait: (ms: number) => Promise<unknown>;
  /**
   * Reasons worth another try. Defaults to `not-connected`, `temporarily-refused`, `throttled`, `timed-out`; for an
   * idempotent adapter also `server-error`, `conflict`, `connection-lost`, `threw`.
   */
  readonly reasons?: readonly string[];
  /** Told of each try that is followed by another. What it throws is dropped. */
  onUnsent?(unsent: UnsentTry): void;
}

/**
 * An adapter that is asked again, with the same message and id, where it certainly sent nothing for a reason that passes.
 * Where the message may have been sent, only an idempotent adapter is asked again. No try begins after the time limit or
 * the message's expiry.
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
  { delaysMs, wait, reasons, onUnsent, ...timing }: RetryingDeliveryOptions,
): DeliveryAdapter {
  const delays = [...delaysMs];
  if (!delays.every((ms) => Number.isSafeInteger(ms) && ms >= 0)) {
    throw new MfaError('configuration-invalid', 'delaysMs must be whole numbers of milliseconds from 0');
  }
  const time = combinedTime([adapter], timing);
  const passing = reasons ?? (adapter.idempotent === true ? PASSING_IF_IDEMPOTENT : PASSING);
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
        if (!mayTryAgain(result, adapter) || !passing.includes(result.reason)) return result;
        if (isOver(time.clock() + ms)) return result;
        report(onUnsent, { adapter: adapter.name, reason: result.reason });
        await wait(ms);
        // The wait may have taken longer than it was asked to.
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
