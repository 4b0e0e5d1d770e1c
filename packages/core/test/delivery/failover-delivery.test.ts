import { failoverDelivery } from '@factorkit/core';
import { createFakeClock } from '@factorkit/testkit';
import { describe, expect, test } from 'vitest';
import type { UnsentTry } from '../../src/delivery/failover-delivery.ts';
import { accepted, delivery, NOW, scripted, unknown, unsent } from './sample.ts';

const clock = (): number => NOW;

describe('failoverDelivery', () => {
  test('asks the first alone where it accepts', async () => {
    const [first, second] = [scripted('first', [accepted]), scripted('second', [])];
    expect(await failoverDelivery([first, second], { clock }).deliver(delivery)).toEqual(accepted);
    expect([first.handed, second.handed]).toEqual([[delivery], []]);
  });

  test('asks the next, with the same id, where the one before certainly sent nothing', async () => {
    const adapters = [scripted('a', [unsent]), scripted('b', [unsent]), scripted('c', [accepted])];
    const passed: UnsentTry[] = [];
    const adapter = failoverDelivery(adapters, { clock, onUnsent: (one) => passed.push(one) });
    expect(await adapter.deliver(delivery)).toEqual(accepted);
    expect(adapters.map(({ handed }) => handed)).toEqual([[delivery], [delivery], [delivery]]);
    expect(passed).toEqual([
      { adapter: 'a', reason: 'not-connected' },
      { adapter: 'b', reason: 'not-connected' },
    ]);
  });

  test('asks nobody else where the message may have been sent', async () => {
    const second = scripted('second', []);
    const adapter = failoverDelivery([scripted('first', [unknown]), second], { clock });
    expect(await adapter.deliver(delivery)).toEqual(unknown);
    expect(second.handed).toEqual([]);
  });

  test('asks nobody else where one threw, and passes the error on', async () => {
    const second = scripted('second', []);
    const adapter = failoverDelivery([scripted('first', [new Error('broken')]), second], { clock });
    await expect(adapter.deliver(delivery)).rejects.toThrow('broken');
    expect(second.handed).toEqual([]);
  });

  test('answers what the last one answered where all sent nothing', async () => {
    const last = { ...unsent, reason: 'refused' } as const;
    const adapter = failoverDelivery([scripted('a', [unsent]), scripted('b', [last])], { clock });
    expect(await adapter.deliver(delivery)).toEqual(last);
  });

  test('asks nobody after the expiry, neither at first nor in between', async () => {
    const { now, set } = createFakeClock({ nowMs: NOW });
    const second = scripted('second', []);
    const slow = {
      ...scripted('slow', []),
      async deliver() {
        set(delivery.expiresAt);
        return unsent;
      },
    };
    const adapter = failoverDelivery([slow, second], { clock: now });
    const expired = { kind: 'failed', sent: 'no', reason: 'expired' };
    expect(await adapter.deliver(delivery)).toEqual(expired);
    expect(await adapter.deliver(delivery)).toEqual(expired);
    const unclear = failoverDelivery([second], { clock: () => Number.NaN });
    expect(await unclear.deliver(delivery)).toEqual(expired);
    expect(second.handed).toEqual([]);
  });

  test('passes over those that do not serve the channel', async () => {
    const sms = scripted('sms', [], ['sms']);
    const both = scripted('both', [accepted], ['sms', 'email']);
    const adapter = failoverDelivery([sms, both], { clock });
    expect(adapter.channels).toEqual(['sms', 'email']);
    expect(await adapter.deliver(delivery)).toEqual(accepted);
    const none = failoverDelivery([sms], { clock });
    expect(await none.deliver(delivery)).toEqual({ kind: 'failed', sent: 'no', reason: 'wrong-channel' });
    expect(sms.handed).toEqual([]);
  });

  test('a listener that throws does not keep the next one from sending', async () => {
    const onUnsent = (): void => {
      throw new Error('the log is full');
    };
    const adapter = failoverDelivery([scripted('a', [unsent]), scripted('b', [accepted])], {
      clock,
      onUnsent,
    });
    expect(await adapter.deliver(delivery)).toEqual(accepted);
  });

  test('does not start without an adapter', () => {
    expect(() => failoverDelivery([])).toThrow(expect.objectContaining({ code: 'configuration-invalid' }));
  });

  test('does not start with a misspelt option', () => {
    const options = { onUnsend: () => undefined } as object;
    expect(() => failoverDelivery([scripted('a', [])], options)).toThrow(/onUnsend: expected no such key/);
  });
});
