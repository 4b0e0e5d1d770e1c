import { MfaError } from '../errors.ts';
import type { AuditEvent } from '../ports/audit.ts';
import type { EventPage, EventQuery } from '../ports/storage.ts';
import type { EngineContext } from './context.ts';
import { assertUserId, badInput } from './input.ts';

const PAGE = 500;
const LARGEST_PAGE = 1000;

export async function readEvents(
  { storage }: EngineContext,
  { userId, after, limit }: EventQuery,
): Promise<EventPage> {
  if (userId !== undefined) assertUserId(userId);
  assertCursor(after);
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE)
    throw badInput('limit', `is not a whole number from 1 to ${LARGEST_PAGE}`);
  return storage.readEvents({
    limit,
    ...(userId === undefined ? {} : { userId }),
    ...(after === undefined ? {} : { after }),
  });
}

/** One event a line, oldest first. */
export async function* exportEvents(context: EngineContext, which: TrailPart = {}): AsyncGenerator<string> {
  for await (const event of trailOf(context, which)) yield lineOf(event);
}

interface TrailPart {
  readonly userId?: string;
  readonly after?: string;
}

/** All of it, page by page, to the end of the trail as it is then. */
export async function* trailOf(
  context: EngineContext,
  { userId, after }: TrailPart,
): AsyncGenerator<AuditEvent> {
  for (let cursor = after; ; ) {
    const page: EventPage = await readEvents(context, { userId, after: cursor, limit: PAGE });
    if (page.events.length === 0) return;
    yield* page.events;
    if (page.cursor === cursor) throw new MfaError('storage-failed', 'a page of events ends where it began');
    cursor = page.cursor;
  }
}

function assertCursor(after: unknown): void {
  if (after === undefined) return;
  if (typeof after !== 'string' || after === '' || after.length > 256 || /\p{Surrogate}/u.test(after))
    throw badInput('after', 'is not the cursor of an earlier page');
}

/** What a stranger sent, such as a browser's name, must not look like a line of its own to any reader of lines. */
function lineOf(event: AuditEvent): string {
  const text = JSON.stringify(event);
  return `${text.replace(/[\u0085\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
