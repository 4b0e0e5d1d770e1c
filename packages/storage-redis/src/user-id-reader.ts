import type { StorageAdapter } from '@factorkit/core';
import type { Bucket } from './buckets.ts';
import { type RedisClient, run } from './client.ts';
import * as scripts from './scripts/scripts.ts';
import { listOf, textOf } from './text.ts';

/** The position of a listing: a bucket, and the last user of it. */
interface Place {
  readonly bucket: number;
  readonly after?: string | undefined;
}

/** Lists the accounts, one bucket after the other and each in the byte order of its ids. A page reads one bucket. */
export function userIdReader(client: RedisClient, buckets: readonly Bucket[]): StorageAdapter['readUserIds'] {
  return async ({ after: cursor, limit }) => {
    const place = cursor === undefined ? { bucket: 0 } : placeOf(cursor);
    const { bucket, after } = place;
    const key = buckets[bucket]?.accounts;
    if (key === undefined) throw noCursor();
    const from = after === undefined ? '-' : `(${after}`;
    // One more than the page, to see whether more of this bucket follows.
    const found = listOf(await run(client, scripts.users, [key], [from, String(limit + 1)]));
    const userIds = found.slice(0, limit).map(textOf);
    if (found.length > limit) return { userIds, cursor: cursorOf({ bucket, after: userIds.at(-1) }) };
    return bucket + 1 < buckets.length ? { userIds, cursor: cursorOf({ bucket: bucket + 1 }) } : { userIds };
  };
}

/** A position in the order of the ids, not a number of rows: it stays valid whatever is deleted before it. */
function cursorOf({ bucket, after }: Place): string {
  return after === undefined ? `bucket:${bucket}` : `bucket:${bucket}:${encodeURIComponent(after)}`;
}

function placeOf(cursor: string): Place {
  const [, bucket, after] = /^bucket:(\d{1,3})(?::(.*))?$/.exec(cursor) ?? [];
  try {
    const place = {
      bucket: Number(bucket),
      after: after === undefined ? undefined : decodeURIComponent(after),
    };
    if (cursorOf(place) === cursor) return place;
  } catch {
    // The text cannot be decoded or encoded again.
  }
  throw noCursor();
}

function noCursor(): TypeError {
  return new TypeError('after must be the cursor of an earlier page');
}
