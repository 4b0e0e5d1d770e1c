import { MfaError } from '@factorkit/core';
import { type RedisClient, settingOf } from './client.ts';

/** The settings of a server that is safe for data that cannot be restored. */
const needed: readonly {
  readonly setting: string;
  readonly good: RegExp;
  readonly otherwise: string;
}[] = [
  {
    setting: 'appendonly',
    good: /^yes$/,
    otherwise: 'loses everything since its last snapshot when it stops',
  },
  {
    setting: 'appendfsync',
    good: /^always$/,
    otherwise: 'loses up to a second of confirmed writes in a power failure',
  },
  // Keys without a time to live are evicted only by the `allkeys` policies.
  {
    setting: 'maxmemory-policy',
    good: /^(noeviction|volatile-.*)$/,
    otherwise: 'evicts accounts when memory is short',
  },
];

/**
 * If a used backup code is lost, it works again, and an evicted account has no second factor any more.
 *
 * @throws MfaError `configuration-invalid`.
 */
export async function assertDurable(client: RedisClient): Promise<void> {
  for (const { setting, good, otherwise } of needed) {
    const found = await settingOf(client, setting).catch((cause: unknown) => {
      throw new MfaError(
        'configuration-invalid',
        `the server does not allow reading ${setting}: check it by other means, then pass allowVolatile`,
        { cause },
      );
    });
    const wrong = found.find((value) => !good.test(value));
    if (found.length === 0 || wrong !== undefined) {
      throw new MfaError(
        'configuration-invalid',
        `Redis with ${setting} ${wrong} ${otherwise}: change it, or pass allowVolatile if that is acceptable`,
      );
    }
  }
}
