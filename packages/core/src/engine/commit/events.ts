import type { Actor } from '../../account/actor.ts';
import type { DomainEvent } from '../../account/domain-event.ts';
import { toBase64url } from '../../codec/base64url.ts';
import type { AuditEvent, RequestSource } from '../../ports/audit.ts';
import type { EngineContext } from '../context.ts';

/** Who acts, from where, and why. */
export interface EventOrigin {
  readonly source?: RequestSource | undefined;
  /** Defaults to the user. */
  readonly actor?: Actor | undefined;
  /** Why, in the words of the member of staff. */
  readonly note?: string | undefined;
}

interface Recorded extends EventOrigin {
  readonly userId: string;
  readonly events: readonly DomainEvent[];
}

/** The audit events of a change, with who, when, from where and why. */
export function eventsOf(
  context: EngineContext,
  { userId, source, actor, note, events, now }: Recorded & { readonly now: number },
): readonly AuditEvent[] {
  return events.map((event) => ({
    ...event,
    id: toBase64url(context.random(12)),
    userId,
    at: now,
    ...(source === undefined ? {} : { source }),
    ...(actor === undefined || actor.kind === 'user' ? {} : { actor }),
    ...(note === undefined ? {} : { note }),
  }));
}

/**
 * Records what happened without changing the account, so that it takes part in no race for it: a flood of refused answers
 * must not keep the right one out. The answer stands, and the host's observer is told, even if the trail cannot be written.
 * Of refusals of one kind about one user it records ten in ten minutes.
 */
export async function recordEvents(context: EngineContext, recorded: Recorded): Promise<void> {
  const now = context.clock();
  const { userId } = recorded;
  const admitted = recorded.events.filter(({ type }) => context.eventLimit.admits(userId, type, now));
  if (admitted.length === 0) return;
  const audited = eventsOf(context, { ...recorded, events: admitted, now });
  try {
    await context.storage.record(audited);
  } catch {
    // The trail misses a line, and nobody was let in for it.
  }
  announce(context, audited);
}

/** Tells the host's observer. What it throws is dropped: the verdict is committed. */
export function announce({ portal }: EngineContext, events: readonly AuditEvent[]): void {
  for (const event of events) {
    Promise.resolve(portal.onEvent?.(event)).catch(() => undefined);
  }
}
