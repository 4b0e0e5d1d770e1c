import type { AuditEvent, StorageAdapter } from '@factorkit/core';
import { must } from '../../contract.ts';
import { USER } from './orders.ts';

/**
 * How far a process had counted that is gone, or whose store was. It takes the account over first: what was under way
 * may be written after the process has ended, and is refused from then on.
 *
 * @throws ContractBreach where state and trail do not tell of the same saves, each once and in order.
 */
export async function countedSaves(storage: StorageAdapter): Promise<number> {
  const account = (await storage.load(USER)).stored;
  const count = Number(account?.state ?? 0);
  if (account !== undefined) {
    const next = { tag: `taken over from ${account.tag}`, state: account.state };
    if (!(await storage.save(USER, next, account.tag, []))) return countedSaves(storage);
  }
  const trail: AuditEvent[] = [];
  let page = await storage.readEvents({ userId: USER, limit: 1000 });
  while (page.events.length > 0 && trail.length <= count) {
    trail.push(...page.events);
    page = await storage.readEvents({ userId: USER, after: page.cursor, limit: 1000 });
  }
  must(
    trail.length === count && trail.every(({ at }, index) => at === index + 1),
    'state and events are of the same saves',
  );
  return count;
}
