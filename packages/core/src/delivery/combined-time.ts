import type { Clock } from '../ports/clock.ts';
import type { Delivery, DeliveryAdapter, DeliveryDeadline, DeliveryResult } from '../ports/delivery.ts';
import { type DeliveryTiming, readTiming } from './delivery-adapter.ts';

const DEFAULT_TIMEOUT_MS = 10_000;

/** Extra time for an adapter that follows the deadline to return its result. */
const SETTLING_MS = 250;

/** The time limit for one message that several attempts share. */
export interface CombinedTime {
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** The end of the time for this message: milliseconds since 1970. */
  endOf(deadline: DeliveryDeadline | undefined): number;
  /** One attempt. If an adapter exceeds its deadline, it is abandoned and the result is `unknown`. */
  attempt(adapter: DeliveryAdapter, delivery: Delivery, endsAt: number): Promise<DeliveryResult>;
}

/** Defaults to the longest time limit of the parts, so that a combination takes no longer than one of them. */
export function combinedTime(parts: readonly DeliveryAdapter[], options: DeliveryTiming): CombinedTime {
  const longest = Math.max(...parts.map((part) => part.timeoutMs ?? DEFAULT_TIMEOUT_MS));
  const read = readTiming({ ...options, timeoutMs: options.timeoutMs ?? longest });
  const { clock = Date.now, timeoutMs: limit = longest, timeout = (ms) => AbortSignal.timeout(ms) } = read;
  return {
    timeoutMs: limit,
    clock,
    endOf: (deadline) => Math.min(clock() + limit, deadline?.endsAt ?? Number.POSITIVE_INFINITY),
    attempt(adapter, delivery, endsAt) {
      const left = Math.max(1, Math.ceil(endsAt - clock()));
      return Promise.race([adapter.deliver(delivery, { endsAt }), overtime(timeout(left + SETTLING_MS))]);
    },
  };
}

/** Resolves to `unknown` when the signal aborts. */
export function overtime(signal: AbortSignal): Promise<DeliveryResult> {
  return new Promise((resolve) => {
    const end = (): void => resolve({ kind: 'failed', sent: 'unknown', reason: 'timed-out' });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
