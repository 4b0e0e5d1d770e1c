import type { StorageAdapter } from '@factorkit/core';
import type { Bucket } from './buckets.ts';
import { type RedisClient, run } from './client.ts';
import * as scripts from './scripts/scripts.ts';
import { listOf, textOf, wholeOf } from './text.ts';

/** Finds the accounts that need upkeep. */
export function dueReader(client: RedisClient, buckets: readonly Bucket[]): StorageAdapter['due'] {
  return async (now, limit) => {
    const replies = await Promise.all(
      buckets.map(async ({ due }) =>
        listOf(await run(client, scripts.due, [due], [String(now), String(limit)])),
      ),
    );
    if (replies.some(({ length }) => length % 2 !== 0))
      throw new TypeError('the Redis client returned half a pair');
    return replies
      .flatMap((reply) =>
        Array.from({ length: reply.length / 2 }, (_, index) => ({
          userId: textOf(reply[2 * index]),
          due: wholeOf(reply[2 * index + 1]),
        })),
      )
      .sort((one, other) => one.due - other.due)
      .slice(0, limit)
      .map(({ userId }) => userId);
  };
}
