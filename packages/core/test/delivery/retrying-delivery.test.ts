import { retryingDelivery } from '@factorkit/core';
import { createFakeClock } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import type { UnsentTry } from '../../src/delivery/failover-delivery.ts';
import { accepted, delivery, NOW, scripted, unknown, unsent } from './sample.ts';

/** Time that passes only where somebody waits. */
function time(): {
  readonly clock: () => number;
  readonly waited: readonly number[];
  wait(ms: number): Promise<void>;
} {
  const { now, advance } = createFakeClock({ nowMs: NOW });
  const waited: number[] = [];
  return {
    clock: now,
    waited,
    async wait(ms) {
      waited.push(ms);
      advance(ms);
    },
  };
}

describe('retryingDelivery', () => {
  test('asks again, with the same message, where nothing was sent', async () => {
    const { clock, wait, waited } = time();
    const service = scripted('service', [unsent, unsent, accepted]);
    const tries: UnsentTry[] = [];
    const adapter = retryingDelivery(service, {
      delaysMs: [100, 200, 400],
      wait,
      clock,
      onUnsent: (one) => tries.push(one),
    });
    expect(await adapter.deliver(delivery)).toEqual(accepted);
    expect(service.handed).toEqual([delivery, delivery, delivery]);
    expect(waited).toEqual([100, 200]);
    expect(tries).toHaveLength(2);
    expect([adapter.name, adapter.channels]).toEqual(['service', ['email']]);
  });

  test('gives up after the last delay', async () => {
    const { clock, wait } = time();
    const service = scripted('service', [unsent, unsent, unsent]);
    const adapter = retryingDelivery(service, { delaysMs: [1, 1], wait, clock });
    expect(await adapter.deliver(delivery)).toEqual(unsent);
    expect(service.handed).toHaveLength(3);
  });

  test('never asks again where the message may have been sent', async () => {
    const { clock, wait, waited } = time();
    // Unsent, the same reason would be worth a try.
    const overtime = { ...unknown, reason: 'timed-out' } as const;
    const service = scripted('service', [unsent, overtime]);
    const adapter = retryingDelivery(service, { delaysMs: [1, 1, 1], wait, clock });
    expect(await adapter.deliver(delivery)).toEqual(overtime);
    expect(waited).toEqual([1]);
  });

  test('never asks again where it threw', async () => {
    const { clock, wait, waited } = time();
    const service = scripted('service', [new Error('broken')]);
    const adapter = retryingDelivery(service, { delaysMs: [1], wait, clock });
    await expect(adapter.deliver(delivery)).rejects.toThrow('broken');
    expect(waited).toEqual([]);
  });

  test.each(['refused', 'credentials-refused', 'destination-invalid', 'expired', 'wrong-channel'])(
    'does not ask again for %s, which time does not mend',
    async (reason) => {
      const { clock, wait, waited } = time();
      const result = { kind: 'failed', sent: 'no', reason } as const;
      const adapter = retryingDelivery(scripted('service', [result]), { delaysMs: [1], wait, clock });
      expect(await adapter.deliver(delivery)).toEqual(result);
      expect(waited).toEqual([]);
    },
  );

  test('asks again for the reasons that it is given', async () => {
    const { clock, wait } = time();
    const odd = { kind: 'failed', sent: 'no', reason: 'odd' } as const;
    const service = scripted('service', [odd, accepted]);
    const adapter = retryingDelivery(service, { delaysMs: [1], reasons: ['odd'], wait, clock });
    expect(await adapter.deliver(delivery)).toEqual(accepted);
  });

  test('does not wait where the message would expire meanwhile', async () => {
    const { clock, wait, waited } = time();
    const short = { ...delivery, expiresAt: NOW + 100 };
    const adapter = retryingDelivery(scripted('service', [unsent]), { delaysMs: [100], wait, clock });
    expect(await adapter.deliver(short)).toEqual(unsent);
    expect(waited).toEqual([]);
  });

  test('does not ask again where the wait took longer than it should', async () => {
    const { now, set } = createFakeClock({ nowMs: NOW });
    const service = scripted('service', [unsent]);
    const wait = async (): Promise<void> => set(delivery.expiresAt);
    const adapter = retryingDelivery(service, { delaysMs: [1], wait, clock: now });
    expect(await adapter.deliver(delivery)).toEqual(unsent);
    expect(service.handed).toHaveLength(1);
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('does not start with a delay of %d', (ms) => {
    const { clock, wait } = time();
    expect(() => retryingDelivery(scripted('service', []), { delaysMs: [ms], wait, clock })).toThrow(
      expect.objectContaining({ code: 'configuration-invalid' }),
    );
  });
});
