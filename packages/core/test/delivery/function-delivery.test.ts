import { createDeliveryAdapter, functionDelivery } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import type { FunctionDeliveryOptions } from '../../src/delivery/function-delivery.ts';
import { accepted, delivery, NOW } from './sample.ts';

const options: FunctionDeliveryOptions = {
  name: 'own',
  channels: ['email'],
  clock: () => NOW,
  send: async () => accepted,
};

describe('functionDelivery', () => {
  test('hands the message on, with its time and a signal', async () => {
    const handed: unknown[] = [];
    const adapter = functionDelivery({
      ...options,
      async send(one, { now, signal }) {
        handed.push(one, now, signal.aborted);
        return accepted;
      },
    });
    expect(await adapter.deliver(delivery)).toEqual(accepted);
    expect(handed).toEqual([delivery, NOW, false]);
    expect([adapter.name, adapter.channels]).toEqual(['own', ['email']]);
  });

  test('a function that hangs is left when the time is over', async () => {
    const time = new AbortController();
    const adapter = functionDelivery({
      ...options,
      timeout: () => time.signal,
      send: () => new Promise(() => time.abort()),
    });
    expect(await adapter.deliver(delivery)).toEqual({ kind: 'failed', sent: 'unknown', reason: 'timed-out' });
  });

  test('the default time-out is a real one', async () => {
    const adapter = functionDelivery({ ...options, timeoutMs: 5, send: () => new Promise(() => undefined) });
    expect(await adapter.deliver(delivery)).toEqual({ kind: 'failed', sent: 'unknown', reason: 'timed-out' });
  });

  test('what it throws, at once or later, is unknown, and the error goes no further', async () => {
    const throwing: FunctionDeliveryOptions['send'][] = [
      () => {
        throw new Error(delivery.to);
      },
      async () => {
        throw new Error(delivery.code);
      },
    ];
    for (const send of throwing) {
      const result = await functionDelivery({ ...options, send }).deliver(delivery);
      expect(result).toEqual({ kind: 'failed', sent: 'unknown', reason: 'threw' });
    }
  });

  test('a function that throws after its time is over leaves no unhandled rejection', async () => {
    const time = new AbortController();
    let fail: (error: Error) => void = () => undefined;
    const adapter = functionDelivery({
      ...options,
      timeout: () => time.signal,
      send: () =>
        new Promise((_resolve, reject) => {
          fail = reject;
          time.abort();
        }),
    });
    expect(await adapter.deliver(delivery)).toMatchObject({ sent: 'unknown', reason: 'timed-out' });
    // vitest fails the run on an unhandled rejection.
    fail(new Error('too late'));
  });
});

describe('the time of a message', () => {
  test.each([
    [600_000, undefined, 10_000],
    [600_000, 2000, 2000],
    [1500, 2000, 1500],
    [0.5, undefined, 1],
  ])(
    '%d ms before its expiry and with %s of its own an adapter has %d',
    async (left, timeoutMs, expected) => {
      const asked: number[] = [];
      const timeout = (ms: number): AbortSignal => {
        asked.push(ms);
        return new AbortController().signal;
      };
      await functionDelivery({ ...options, timeoutMs, timeout }).deliver({
        ...delivery,
        expiresAt: NOW + left,
      });
      expect(asked).toEqual([expected]);
    },
  );

  test('a clock that throws sends nothing and lets nothing through', async () => {
    const sent: unknown[] = [];
    const adapter = functionDelivery({
      ...options,
      clock: () => {
        throw new Error('no time');
      },
      async send(one) {
        sent.push(one);
        return accepted;
      },
    });
    expect((await adapter.deliver(delivery)).kind).toBe('failed');
    expect(sent).toEqual([]);
  });
});

test.each<[string, Partial<FunctionDeliveryOptions>]>([
  ['no name', { name: '' }],
  ['no channel', { channels: [] }],
  ['an unknown channel', { channels: ['fax' as 'sms'] }],
  ['a misspelt option', { idempotant: true } as object],
  ['no time', { timeoutMs: 0 }],
  ['a fraction of a millisecond', { timeoutMs: 1.5 }],
  ['time without end', { timeoutMs: Number.POSITIVE_INFINITY }],
  ['more than two minutes', { timeoutMs: 120_001 }],
  ['time that is no number', { timeoutMs: Number.NaN }],
])('an adapter with %s does not start', (_name, changes) => {
  const refusal = expect.objectContaining({ code: 'configuration-invalid' });
  expect(() => functionDelivery({ ...options, ...changes })).toThrow(refusal);
  expect(() => createDeliveryAdapter({ ...options, ...changes, attempt: options.send })).toThrow(refusal);
});
