import type { Clock } from '../ports/clock.ts';
import type { Delivery, DeliveryAdapter, DeliveryDeadline, DeliveryResult } from '../ports/delivery.ts';
import { readConfiguration } from '../schema/configuration.ts';
import { listOf, type Members, object } from '../schema/object.ts';
import { callback, flag, oneOf, optional, textOf, whole } from '../schema/values.ts';

const DEFAULT_TIMEOUT_MS = 10_000;

/** The time limit of an adapter, and its clock. */
export interface DeliveryTiming {
  /** @defaultValue `Date.now` */
  readonly clock?: Clock | undefined;
  /**
   * Time for one message in milliseconds: 1 to 120000. It also ends when the message expires.
   *
   * @defaultValue `10000`
   */
  readonly timeoutMs?: number | undefined;
  /**
   * Returns a signal that aborts after the given milliseconds.
   *
   * @defaultValue `AbortSignal.timeout`; tests pass their own
   */
  readonly timeout?: ((ms: number) => AbortSignal) | undefined;
}

/** One attempt to send a message. @inline */
export type DeliveryAttempt = {
  /** Aborts when the time for this message is over. */
  readonly signal: AbortSignal;
  /** When the attempt started: milliseconds since 1970. */
  readonly now: number;
};

/** @inline */
export type DeliveryAdapterOptions = DeliveryTiming & {
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
   * Sends the message and returns the result. It must settle soon after the signal aborts, because only it knows
   * whether the message was sent by then. If it throws, the result is `unknown`. The error is dropped, because client
   * errors often quote the message.
   */
  attempt(delivery: Delivery, attempt: DeliveryAttempt): Promise<DeliveryResult>;
};

const timing: Members<DeliveryTiming> = {
  clock: optional(callback()),
  timeoutMs: optional(whole({ min: 1, max: 120_000 })),
  timeout: optional(callback()),
};

const OPTIONS = object<DeliveryAdapterOptions>({
  name: textOf({ min: 1 }),
  channels: listOf(oneOf('email', 'sms'), { min: 1 }),
  idempotent: optional(flag),
  ...timing,
  attempt: callback(),
});

/**
 * Builds a delivery adapter from one function. It refuses an expired message or one of another channel, limits the
 * time, and never throws.
 *
 * @throws MfaError `configuration-invalid` for an unknown or wrong option, such as an empty name.
 * @example
 * ```ts
 * import { createDeliveryAdapter } from '@factorkit/core';
 *
 * const pager = createDeliveryAdapter({
 *   name: 'pager',
 *   channels: ['sms'],
 *   async attempt({ id, to, text }, { signal }) {
 *     const body = JSON.stringify({ id, to, text });
 *     const response = await fetch('https://pager.example/send', { method: 'POST', body, signal, redirect: 'manual' });
 *     return response.ok ? { kind: 'accepted' } : { kind: 'failed', sent: 'unknown', reason: 'refused' };
 *   },
 * });
 * ```
 */
export function createDeliveryAdapter(options: DeliveryAdapterOptions): DeliveryAdapter {
  const read = readConfiguration('delivery adapter', OPTIONS, options);
  const { name, attempt, idempotent = false, clock = Date.now, timeoutMs = DEFAULT_TIMEOUT_MS } = read;
  const timeout = read.timeout ?? ((ms: number) => AbortSignal.timeout(ms));
  const channels = Object.freeze(read.channels);
  return Object.freeze<DeliveryAdapter>({
    name,
    channels,
    timeoutMs,
    idempotent,
    async deliver(delivery, deadline) {
      try {
        if (!channels.includes(delivery.channel)) return unsent('wrong-channel');
        const now = clock();
        if (isExpired(delivery, now)) return unsent('expired');
        const left = timeLeft(delivery, deadline, now);
        if (left <= 0) return unsent('timed-out');
        const signal = timeout(Math.min(timeoutMs, Math.ceil(left)));
        return await attempt(delivery, { signal, now });
      } catch {
        return { kind: 'failed', sent: 'unknown', reason: 'threw' };
      }
    },
  });
}

/** Not `now >= expiresAt`, so that a clock that returns NaN expires everything. */
export function isExpired({ expiresAt }: Pick<Delivery, 'expiresAt'>, now: number): boolean {
  return !(now < expiresAt);
}

/** @throws MfaError `configuration-invalid` for an unknown option, or a timeout out of range. */
export function readTiming(options: DeliveryTiming): DeliveryTiming {
  return readConfiguration('delivery adapter', object<DeliveryTiming>(timing), options);
}

function timeLeft({ expiresAt }: Delivery, deadline: DeliveryDeadline | undefined, now: number): number {
  return Math.min(expiresAt, deadline?.endsAt ?? Number.POSITIVE_INFINITY) - now;
}

export function unsent(reason: string): DeliveryResult {
  return { kind: 'failed', sent: 'no', reason };
}
