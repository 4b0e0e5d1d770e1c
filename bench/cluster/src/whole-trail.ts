import type { AuditEvent, StorageAdapter } from '@factorkit/core';

/** The whole audit trail, page by page. */
export async function readTrail(storage: StorageAdapter): Promise<readonly AuditEvent[]> {
  const trail: AuditEvent[] = [];
  let after: string | undefined;
  for (;;) {
    const { events, cursor } = await storage.readEvents({ after, limit: 1000 });
    if (events.length === 0) return trail;
    trail.push(...events);
    after = cursor;
  }
}
