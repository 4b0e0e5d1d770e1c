import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import type { Bucket } from './buckets.ts';
import { type RedisClient, run } from './client.ts';
import { eventOf } from './event-parts.ts';
import * as scripts from './scripts/scripts.ts';
import { assertEcho, listOf, wholeOf } from './text.ts';

interface Found {
  readonly bucket: number;
  readonly number: number;
  readonly stamp: number;
  readonly event: AuditEvent;
}

/** The events of one bucket after a position, and the time up to which it is complete. */
interface Reply {
  readonly complete: number;
  readonly found: readonly Found[];
}

/** The number of values that a script returns for each event. */
const PARTS = 5;

/**
 * Reads the audit trail: each bucket in commit order, all merged by their timestamps. A cursor contains the last number
 * read of each bucket.
 */
export function eventReader(client: RedisClient, buckets: readonly Bucket[]): StorageAdapter['readEvents'] {
  const shape = new RegExp(`^\\d{1,15}(?:\\.\\d{1,15}){${buckets.length - 1}}$`);
  const beginning = buckets.map(() => '0').join('.');

  return async ({ userId, after = beginning, limit }) => {
    if (!shape.test(after)) throw new TypeError('after must be the cursor of an earlier page');
    const place = after.split('.');
    const ask = async (bucket: number, moment: number): Promise<Reply> => {
      const values = [place[bucket] ?? '0', String(limit), String(moment)];
      if (userId !== undefined) values.push(userId);
      const [complete, owner, ...parts] = listOf(
        await run(client, scripts.page, [buckets[bucket]?.trail ?? ''], values),
      );
      assertEcho(userId ?? '', owner);
      const found = foundIn(parts, bucket);
      if (userId !== undefined) for (const { event } of found) assertEcho(userId, event.userId);
      return { complete: wholeOf(complete), found };
    };

    const first = await Promise.all(buckets.map((_, bucket) => ask(bucket, 0)));
    // A bucket that was read early, or whose clock is behind, may still get events between those of other buckets. The
    // second read makes it promise not to.
    const latest = Math.max(0, ...first.flatMap(({ found }) => found.map(({ stamp }) => stamp)));
    const replies = await Promise.all(
      first.map((reply, bucket) => (reply.complete < latest ? ask(bucket, latest) : reply)),
    );
    const complete = Math.min(...replies.map((reply) => reply.complete));
    const page = replies
      .flatMap(({ found }) => found)
      .filter(({ stamp }) => stamp <= complete)
      .sort((one, other) => one.stamp - other.stamp || one.bucket - other.bucket || one.number - other.number)
      .slice(0, limit);
    for (const { bucket, number } of page) place[bucket] = String(number);
    return { events: page.map(({ event }) => event), cursor: place.join('.') };
  };
}

function foundIn(parts: readonly unknown[], bucket: number): readonly Found[] {
  if (parts.length % PARTS !== 0) throw new TypeError('the Redis client returned a part of an event');
  return Array.from({ length: parts.length / PARTS }, (_, index) => {
    const [number, stamp, user, body, person] = parts.slice(PARTS * index);
    return { bucket, number: wholeOf(number), stamp: wholeOf(stamp), event: eventOf(user, body, person) };
  });
}
