import { randomUUID } from 'node:crypto';
import { MfaError, type StorageAdapter, withCheckedArguments } from '@factorkit/core';
import { type Bucket, bucketsOf } from './buckets.ts';
import { type RedisClient, run } from './client.ts';
import { dueReader } from './due-reader.ts';
import { assertDurable } from './durability.ts';
import { partsOf } from './event-parts.ts';
import { eventReader } from './event-reader.ts';
import type { Script } from './script.ts';
import * as scripts from './scripts/scripts.ts';
import { assertEcho, flagOf, listOf, textOf, wholeOf } from './text.ts';
import { userIdReader } from './user-id-reader.ts';

/** The layout of the keys. A change of it is another version. */
const LAYOUT = 1;

export interface RedisStorageOptions {
  /**
   * A connected client of ioredis or of the package `redis`, for one server or a cluster. The portal opens and closes
   * it.
   */
  readonly client: RedisClient;
  /**
   * The prefix of the keys: lower-case letters, digits, `_`, `:` and `-`.
   *
   * @defaultValue `factorkit`
   */
  readonly keyPrefix?: string | undefined;
  /**
   * The number of parts into which accounts and trail are divided, each on one node of a cluster: 1 to 256. It cannot
   * be changed later.
   *
   * @defaultValue 16
   */
  readonly buckets?: number | undefined;
  /**
   * Start even if the server may lose or evict data. For tests and trials.
   *
   * @defaultValue `false`
   */
  readonly allowVolatile?: boolean | undefined;
}

/**
 * Stores accounts in Redis 7 or Valkey. Nothing has to be created before.
 *
 * @throws MfaError `configuration-invalid` if the server may lose confirmed writes or evict accounts, or if the
 * existing data was made with another number of buckets or by a newer version.
 * @throws TypeError if the prefix is invalid, RangeError for a number of buckets outside 1 to 256.
 *
 * The adapter's methods throw the client's errors, a `TypeError` for text that is not well-formed Unicode, and a
 * `RangeError` for an invalid time or limit. If a connection was lost, the write may have happened.
 * @example
 * ```ts
 * import { createRedisStorage } from '@factorkit/storage-redis';
 * import { createClient } from 'redis';
 *
 * const client = await createClient({ url: 'redis://127.0.0.1:6379' }).connect();
 * const storage = await createRedisStorage({ client });
 * ```
 */
export async function createRedisStorage({
  client,
  keyPrefix = 'factorkit',
  buckets: count = 16,
  allowVolatile = false,
}: RedisStorageOptions): Promise<StorageAdapter> {
  const buckets = bucketsOf(keyPrefix, count);
  if (!allowVolatile) await assertDurable(client);
  await assertLayout(client, buckets.layout, count);
  await Promise.all(buckets.all.map(({ marked }) => run(client, scripts.mark, [marked], [])));

  /** Each call has an id: if a client sends it again after its connection broke, it gets the first answer. */
  function write(script: Script, bucket: Bucket, keys: string[], values: string[]): Promise<unknown> {
    return run(client, script, [bucket.trail, bucket.call(randomUUID()), ...keys], values);
  }

  /**
   * A write for a user. The reply contains the user and the tag or pseudonym that the server received, and the result.
   */
  async function writeFor(
    [user, second, ...values]: readonly [user: string, second: string, ...values: string[]],
    script: Script,
    bucket: Bucket,
    keys: string[],
  ): Promise<boolean> {
    const [answer, owner, other, ...more] = listOf(
      await write(script, bucket, keys, [user, second, ...values]),
    );
    assertEcho(user, owner);
    assertEcho(second, other);
    if (more.length > 0) throw new TypeError('the Redis client returned a reply of another length');
    return flagOf(answer);
  }

  async function mustWriteFor(...call: Parameters<typeof writeFor>): Promise<void> {
    if (!(await writeFor(...call))) throw new TypeError('the Redis client returned another reply');
  }

  return withCheckedArguments({
    async load(userId) {
      const [owner, tag, state, ...more] = listOf(
        await run(client, scripts.load, [buckets.of(userId).account(userId)], []),
      );
      if (more.length > 0) throw new TypeError('the Redis client returned a reply of another length');
      const stored = tag === null && state === null ? undefined : { tag: textOf(tag), state: textOf(state) };
      return { userId: textOf(owner), stored };
    },

    async save(userId, { tag, state, due }, expected, events) {
      const bucket = buckets.of(userId);
      const condition = expected === undefined ? ['create', ''] : ['update', expected];
      const rest = [state, due === undefined ? '' : String(due), ...condition, ...events.flatMap(partsOf)];
      const keys = [bucket.account(userId), bucket.due, bucket.accounts];
      return await writeFor([userId, tag, ...rest], scripts.save, bucket, keys);
    },

    async delete(userId, events, pseudonym) {
      const parts = events.flatMap(partsOf);
      const own = buckets.of(userId);
      // The user's events are in their own bucket, except those that were recorded together with another user's.
      await Promise.all(
        buckets.all
          .filter((bucket) => bucket !== own)
          .map((bucket) => mustWriteFor([userId, pseudonym], scripts.disown, bucket, [])),
      );
      const keys = [own.account(userId), own.due, own.accounts];
      await mustWriteFor([userId, pseudonym, ...parts], scripts.erase, own, keys);
    },

    async record(events) {
      const [first] = events;
      if (first === undefined) return;
      assertEcho('1', await write(scripts.record, buckets.of(first.userId), [], events.flatMap(partsOf)));
    },

    due: dueReader(client, buckets.all),
    readUserIds: userIdReader(client, buckets.all),
    readEvents: eventReader(client, buckets.all),

    async now() {
      const time = listOf(await run(client, scripts.clock, [buckets.layout], [])).map(wholeOf);
      const [seconds = Number.NaN, microseconds = Number.NaN] = time;
      const now = seconds * 1000 + Math.floor(microseconds / 1000);
      if (!Number.isSafeInteger(now)) throw new TypeError('the Redis client returned no time');
      return now;
    },
  });
}

/** With another number of buckets no account would be found, and a user without an account has no second factor. */
async function assertLayout(client: RedisClient, key: string, count: number): Promise<void> {
  const [version, buckets] = listOf(
    await run(client, scripts.layout, [key], [String(LAYOUT), String(count)]),
  ).map(wholeOf);
  if (version !== LAYOUT) {
    throw new MfaError('configuration-invalid', 'the keys were made by another @factorkit/storage-redis');
  }
  if (buckets !== count) {
    throw new MfaError(
      'configuration-invalid',
      `the accounts here are in ${buckets} buckets: pass buckets: ${buckets}, or use another keyPrefix`,
    );
  }
}
