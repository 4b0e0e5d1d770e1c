import { consoleDelivery } from '@factorkit/core';
import { describe, expect, test } from 'vitest';
import { delivery, NOW } from './sample.ts';

describe('consoleDelivery', () => {
  test('writes what a developer needs, in one piece', async () => {
    const written: string[] = [];
    const adapter = consoleDelivery({
      write: (text) => written.push(text),
      environment: 'development',
      clock: () => NOW,
    });
    expect(await adapter.deliver(delivery)).toEqual({ kind: 'accepted', reference: 'd1' });
    expect(await adapter.deliver({ ...delivery, channel: 'sms', to: '+15005550006' })).toMatchObject({
      kind: 'accepted',
    });
    expect(written).toEqual([
      '--- email d1\nTo: anna.canary@example.com\nSubject: Your code\n\n123456 is your code.\n---\n',
      '--- sms d1\nTo: +15005550006\n\n123456 is your code.\n---\n',
    ]);
  });

  test.each(['production', 'Production', ' production\n', 'staging', '', undefined])(
    'FT12 does not start in %j',
    (environment) => {
      expect(() => consoleDelivery({ write: () => undefined, environment })).toThrow(
        expect.objectContaining({ code: 'configuration-invalid' }),
      );
    },
  );

  test('writes nothing that has expired, and a console that fails is no delivery', async () => {
    const written: string[] = [];
    const late = consoleDelivery({
      write: (text) => written.push(text),
      environment: 'Development',
      clock: () => delivery.expiresAt,
    });
    expect(await late.deliver(delivery)).toEqual({ kind: 'failed', sent: 'no', reason: 'expired' });
    expect(written).toEqual([]);
    const broken = consoleDelivery({
      write: () => {
        throw new Error('EPIPE');
      },
      environment: 'test',
      clock: () => NOW,
    });
    expect(await broken.deliver(delivery)).toMatchObject({ kind: 'failed', sent: 'unknown' });
  });
});
