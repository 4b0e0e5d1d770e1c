import { MfaError } from '@factorkit/core';
import { type RedisClient, settingOf } from './client.ts';

/** What a server must be set to before it may hold what cannot be had again. */
const needed: readonly {
  readonly setting: string;
  readonly good: RegExp;
  readonly otherwise: string;
}[] = [
  {
    setting: 'appendonly',
    good: /^yes$/,
    otherwise: 'forgets everything since its last snapshot when it ends',
  },
  { setting: 'appendfsync', good: /^always$/, otherwise: 'forgets up to a second of answers in a power cut' },
  // What has no time to live is evicted by the `allkeys` policies alone.
  {
    setting: 'maxmemory-policy',
    good: /^(noeviction|volatile-.*)$/,
    otherwise: 'throws accounts away when memory is short',
  },
];

/**
 * A used backup code that is forgotten works again, and an account that is evicted has no second factor any more.
 *
 * @throws MfaError `configuration-invalid`.
 */
export async function assertDurable(client: RedisClient): Promise<void> {
  for (const { setting, good, otherwise } of needed) {
    const found = await settingOf(client, setting).catch((cause: unknown) => {
      throw new MfaError(
        'configuration-invalid',
        `the server does not tell its ${setting}: make sure of it by other means, then say allowVolatile`,
        { cause },
      );
    });
    const wrong = found.find((value) => !good.test(value));
    if (found.length === 0 || wrong !== undefined) {
      throw new MfaError(
        'configuration-invalid',
        `Redis with ${setting} ${wrong} ${otherwise}: set it otherwise, or say allowVolatile where that is meant`,
      );
    }
  }
}
