import type { Factor } from '../account/factor.ts';
import { decodeAccount } from '../codec/account-text.ts';
import type { RequestSource } from '../ports/audit.ts';
import { releaseAll } from './claim.ts';
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
  const stored = await guarded('load', () => context.storage.load(userId));
  await guarded('delete', () => context.storage.delete(userId, events));
  // What cannot be read is erased all the same; its claims are taken over by whoever comes next.
  if (stored) await releaseAll(context, userId, factorsIn(stored.state, userId));
  announce(context, events);
}

function factorsIn(state: string, userId: string): readonly Factor[] {
  try {
    return decodeAccount(state, userId).factors;
  } catch {
    return [];
  }
}
