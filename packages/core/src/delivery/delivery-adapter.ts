import { MfaError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Delivery, DeliveryAdapter, DeliveryDeadline, DeliveryResult } from '../ports/delivery.ts';

const DEFAULT_TIMEOUT_MS = 10_000;
const LONGEST_TIMEOUT_MS = 120_000;

/** How long an adapter tries, and by which clock. */
export interface DeliveryTiming {
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined;
  /** Milliseconds for one message, 1 to 120000. Default 10000. Never longer than the message is of use. */
  readonly timeoutMs?: number | undefined;
  /** Makes a signal that aborts after so many milliseconds. Default `AbortSignal.timeout`; tests hand in their own. */
  readonly timeout?: ((ms: number) => AbortSignal) | undefined;
}

/** One try at one message. */
export interface DeliveryAttempt {
  /** Aborts when the time for this message is over. */
  readonly signal: AbortSignal;
  /** When the try began: milliseconds since 1970. */
  readonly now: number;
}

export interface DeliveryAdapterOptions extends DeliveryTiming {
  /** For logs and events. */
  readonly name: string;
  readonly channels: readonly Delivery['channel'][];
  /** Whether a second try with the same `id` reaches the recipient once. Defaults to false. */
  readonly idempotent?: boolean | undefined;
  /**
   * Sends the message and says what became of it. It settles soon after the signal aborts: it alone knows whether anything
   * had gone out by then. What it throws counts as `unknown`, and is dropped: errors of clients like to quote what was sent.
   */
  attempt(delivery: Delivery, attempt: DeliveryAttempt): Promise<DeliveryResult>;
}

/**
 * The frame of a delivery adapter, for those who write one: refuses a message that is expired or of another channel,
 * bounds the time, and never throws.
 *
 * @throws MfaError `configuration-invalid` for an empty name, no channel, or a time-out out of range.
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
  const { name, attempt, idempotent = false, clock = Date.now } = options;
  const timeoutMs = readTimeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const timeout = options.timeout ?? ((ms: number) => AbortSignal.timeout(ms));
  const channels = Object.freeze([...options.channels]);
  if (name === '') throw new MfaError('configuration-invalid', 'a delivery adapter needs a name');
  if (channels.length === 0) {
    throw new MfaError('configuration-invalid', 'a delivery adapter needs a channel: email or sms');
  }
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

/** The other way round than `now >= expiresAt`, so that a clock that gives no number expires everything. */
export function isExpired({ expiresAt }: Pick<Delivery, 'expiresAt'>, now: number): boolean {
  return !(now < expiresAt);
}

/** @throws MfaError `configuration-invalid` for one out of range. */
export function readTimeout(timeoutMs: number): number {
  if (Number.isSafeInteger(timeoutMs) && timeoutMs >= 1 && timeoutMs <= LONGEST_TIMEOUT_MS) return timeoutMs;
  throw new MfaError(
    'configuration-invalid',
    `timeoutMs must be a whole number of milliseconds from 1 to ${LONGEST_TIMEOUT_MS}`,
  );
}

function timeLeft({ expiresAt }: Delivery, deadline: DeliveryDeadline | undefined, now: number): number {
  return Math.min(expiresAt, deadline?.endsAt ?? Number.POSITIVE_INFINITY) - now;
}

export function unsent(reason: string): DeliveryResult {
  return { kind: 'failed', sent: 'no', reason };
}
