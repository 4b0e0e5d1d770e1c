import { MfaError } from '../../errors.ts';
import type { AuditEvent } from '../../ports/audit.ts';
import type { EventPage } from '../../ports/storage.ts';
import type { EngineContext } from '../context.ts';
import { readArgument } from '../input/calls.ts';
import type { Mfa } from '../mfa.ts';

const PAGE = 500;

type Query = Parameters<Mfa['readEvents']>[0];

export async function readEvents(
  { storage }: EngineContext,
  { userId, after, limit }: Query,
): Promise<EventPage> {
  return storage.readEvents({
    limit,
    ...(userId === undefined ? {} : { userId }),
    ...(after === undefined ? {} : { after }),
  });
}

/** One event a line, oldest first. */
export async function* exportEvents(
  context: EngineContext,
  input: Parameters<Mfa['exportEvents']>[0],
): AsyncGenerator<string> {
  for await (const event of trailOf(context, readArgument('exportEvents', input))) yield lineOf(event);
}

/** All events, page by page, to the end of the trail at that time. */
export async function* trailOf(
  context: EngineContext,
  { after, ...whose }: Parameters<Mfa['exportEvents']>[0],
): AsyncGenerator<AuditEvent> {
  for (let cursor = after; ; ) {
    const page: EventPage = await readEvents(context, { ...whose, after: cursor, limit: PAGE });
    if (page.events.length === 0) return;
    yield* page.events;
    if (page.cursor === cursor)
      throw new MfaError('storage-failed', 'storage.readEvents returned the cursor that it was given');
    cursor = page.cursor;
  }
}

/** Untrusted text, such as a browser's name, must not look like a separate line to any reader of lines. */
function lineOf(event: AuditEvent): string {
  const text = JSON.stringify(event);
  return `${text.replace(/[\u0085\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
