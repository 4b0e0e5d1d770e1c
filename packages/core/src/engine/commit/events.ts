import type { Actor } from '../../account/actor.ts';
import type { DomainEvent } from '../../account/domain-event.ts';
import { toBase64url } from '../../codec/base64url.ts';
import type { AuditEvent, RequestSource } from '../../ports/audit.ts';
import type { EngineContext } from '../context.ts';

/** Who acts, from where, and why. */
export interface EventOrigin {
  readonly source?: RequestSource | undefined;
  /** @defaultValue the user */
  readonly actor?: Actor | undefined;
  /** The reason, as the member of staff wrote it. */
  readonly note?: string | undefined;
}

interface Recorded extends EventOrigin {
  readonly userId: string;
  readonly events: readonly DomainEvent[];
}

/** The audit events of a change. */
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
 * Records events without changing the account, so that a flood of refused answers does not compete with a correct one.
 * The outcome stands and `portal.onEvent` is called even if the trail cannot be written. Refusals of one type for one
 * user are recorded ten times in ten minutes.
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
    // Only a line of the trail is lost. The outcome does not change.
  }
  announce(context, audited);
}

/** Calls `portal.onEvent`. Errors are ignored, because the change is committed. */
export function announce({ portal }: EngineContext, events: readonly AuditEvent[]): void {
  for (const event of events) {
    Promise.resolve(portal.onEvent?.(event)).catch(() => undefined);
  }
}
