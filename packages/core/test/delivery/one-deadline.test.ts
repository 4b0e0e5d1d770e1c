import {
  createDeliveryAdapter,
  type DeliveryAdapter,
  type DeliveryResult,
  failoverDelivery,
  retryingDelivery,
} from '@factorkit/core';
import { createFakeClock } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import { accepted, delivery, NOW, unsent } from './sample.ts';

const SETTLING_MS = 250;

/** A day on which time passes only where somebody waits for it: each wait goes to its end. */
function quietDay() {
  const { now, advance } = createFakeClock({ nowMs: NOW });
  const tries: string[] = [];
  const timeout = (ms: number): AbortSignal => {
    const control = new AbortController();
    pending.push({ at: now() + ms, control });
    return control.signal;
  };
  let pending: { readonly at: number; readonly control: AbortController }[] = [];
  const wait = async (ms: number): Promise<void> => advance(ms);
  /** What a silent server does: nothing, until the earliest limit is over. */
  const silence = (signal: AbortSignal, then: DeliveryResult): Promise<DeliveryResult> => {
    const ended = new Promise<DeliveryResult>((resolve) =>
      signal.addEventListener('abort', () => resolve(then)),
    );
    while (!signal.aborted) {
      const [first, ...rest] = pending.toSorted((one, other) => one.at - other.at);
      pending = rest;
      if (first === undefined) throw new Error('nobody limits the time');
      advance(Math.max(0, first.at - now()));
      first.control.abort();
    }
    return ended;
  };
  const server = (name: string, then: DeliveryResult, timeoutMs?: number): DeliveryAdapter =>
    createDeliveryAdapter({
      name,
      channels: ['email'],
      clock: now,
      timeout: (ms) => timeout(ms),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      attempt: (_delivery, { signal }) => {
        tries.push(name);
        return silence(signal, then);
      },
    });
  return { clock: now, timeout, wait, tries, server, took: () => now() - NOW };
}

const timedOut: DeliveryResult = { kind: 'failed', sent: 'no', reason: 'timed-out' };

describe('FT9 one deadline for a message, whatever is combined', () => {
  test.each([1000, undefined])(
    'FT9 retry and failover over silent servers with a limit of %s',
    async (timeoutMs) => {
      const { clock, timeout, wait, tries, server, took } = quietDay();
      const part = (name: string): DeliveryAdapter =>
        retryingDelivery(server(name, timedOut, timeoutMs), { delaysMs: [250, 1000], wait, clock, timeout });
      const adapter = failoverDelivery([part('a'), part('b')], { clock, timeout });
      expect(adapter.timeoutMs).toBe(timeoutMs ?? 10_000);
      expect((await adapter.deliver(delivery)).kind).toBe('failed');
      expect(took()).toBeLessThanOrEqual(timeoutMs ?? 10_000);
      // Both had their turn, once each: a try that used up its time is not repeated.
      expect(tries).toEqual(['a', 'b']);
    },
  );

  test('FT9 failover within failover, and a limit of its own', async () => {
    const { clock, timeout, server, took, tries } = quietDay();
    const inner = failoverDelivery([server('a', timedOut), server('b', timedOut)], { clock, timeout });
    const adapter = failoverDelivery([inner, server('c', timedOut)], { clock, timeout, timeoutMs: 3000 });
    await adapter.deliver(delivery);
    expect(took()).toBeLessThanOrEqual(3000);
    expect(tries).toEqual(['a', 'b', 'c']);
  });

  test('FT9 a first adapter that fails at once leaves the next the whole time', async () => {
    const { clock, timeout, server, took } = quietDay();
    const gone = createDeliveryAdapter({
      name: 'gone',
      channels: ['email'],
      clock,
      attempt: async () => unsent,
    });
    await failoverDelivery([gone, server('b', timedOut)], { clock, timeout }).deliver(delivery);
    expect(took()).toBe(10_000);
  });

  test('FT9 an adapter that ignores its deadline is left, and nobody else is asked', async () => {
    const aborts: AbortController[] = [];
    const limits: number[] = [];
    const timeout = (ms: number): AbortSignal => {
      limits.push(ms);
      const control = new AbortController();
      aborts.push(control);
      return control.signal;
    };
    const hanging: DeliveryAdapter = {
      name: 'hanging',
      channels: ['email'],
      deliver: () => new Promise(() => queueMicrotask(() => aborts[0]?.abort())),
    };
    const next: DeliveryAdapter = { ...hanging, name: 'next', deliver: async () => accepted };
    const clock = (): number => NOW;
    const adapter = failoverDelivery([hanging, next], { clock, timeout, timeoutMs: 1000 });
    expect(await adapter.deliver(delivery)).toEqual({ kind: 'failed', sent: 'unknown', reason: 'timed-out' });
    expect(limits).toEqual([500 + SETTLING_MS]);
  });

  test('FT9 no retry begins when the wait would outlast the limit', async () => {
    const { clock, timeout, wait, took } = quietDay();
    const quick = createDeliveryAdapter({
      name: 'quick',
      channels: ['email'],
      clock,
      timeoutMs: 1000,
      attempt: async () => unsent,
    });
    const adapter = retryingDelivery(quick, { delaysMs: [600, 600], wait, clock, timeout });
    expect(await adapter.deliver(delivery)).toEqual(unsent);
    expect(took()).toBe(600);
  });

  test('FT9 nothing is tried after a deadline that has passed', async () => {
    const { clock, timeout, server, tries } = quietDay();
    const over = { endsAt: NOW };
    expect(await server('a', timedOut).deliver(delivery, over)).toEqual(timedOut);
    expect(
      await failoverDelivery([server('b', timedOut)], { clock, timeout }).deliver(delivery, over),
    ).toEqual(timedOut);
    expect(tries).toEqual([]);
  });

  test.each([0, 1.5, 120_001])('FT9 a limit of %d does not start', (timeoutMs) => {
    const { server, wait } = quietDay();
    const refusal = expect.objectContaining({ code: 'configuration-invalid' });
    expect(() => failoverDelivery([server('a', timedOut)], { timeoutMs })).toThrow(refusal);
    expect(() => retryingDelivery(server('a', timedOut), { delaysMs: [], wait, timeoutMs })).toThrow(refusal);
  });
});
