import type { RequestSource } from '../ports/audit.ts';
import type { EngineContext } from './context.ts';
import { assertUserId } from './input.ts';
import { announce, guarded, stamp } from './transact.ts';

interface EraseAccount {
  readonly userId: string;
  readonly source?: RequestSource;
}

export async function eraseAccount(context: EngineContext, { userId, source }: EraseAccount): Promise<void> {
  assertUserId(userId);
  const events = stamp(context, {
    userId,
    source,
    happened: [{ type: 'account.erased' }],
    now: context.clock(),
  });
  await guarded('delete', () => context.storage.delete(userId, events));
  announce(context, events);
}
