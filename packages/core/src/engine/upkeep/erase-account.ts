import type { Account } from '../../account/account.ts';
import { decodeAccount } from '../../codec/account-text.ts';
import { toBase64url } from '../../codec/base64url.ts';
import type { AuditEvent, RequestSource } from '../../ports/audit.ts';
import type { StoredAccount } from '../../ports/storage.ts';
import { loadStored } from '../commit/account-store.ts';
import { announce, eventsOf } from '../commit/events.ts';
import { freeLostCredentials } from '../commit/reserved-credentials.ts';
import type { EngineContext } from '../context.ts';

interface EraseAccount {
  readonly userId: string;
  readonly source?: RequestSource;
}

/** What the trail says instead of the user id once there is no user. Random: nothing leads back from it. */
const PSEUDONYM_PREFIX = 'erased:';

/**
 * The trail keeps what happened, and not to whom: GDPR Art. 17 for the person, and still a record that nobody can thin
 * out by having an account erased. Neither does it say from where the erasure was asked for: that is most often the
 * user's own address.
 *
 * The portal's observer is told of the user, for it has to act on it, under the id that the event has in the trail.
 */
export async function eraseAccount(context: EngineContext, { userId, source }: EraseAccount): Promise<void> {
  const pseudonym = PSEUDONYM_PREFIX + toBase64url(context.random(12));
  const events = eventsOf(context, {
    userId: pseudonym,
    source: undefined,
    events: [{ type: 'account.erased' }],
    now: context.clock(),
  });
  const stored = await loadStored(context, userId);
  await erase(context, { userId, events, pseudonym });
  // What cannot be read is erased all the same; what it had reserved is taken over by whoever comes next.
  const account = stored && readable(context, userId, stored);
  if (account) await freeLostCredentials(context, account, undefined);
  announce(
    context,
    events.map((event) => ({ ...event, userId, ...(source === undefined ? {} : { source }) })),
  );
  // Nothing is left that could keep this for later: if it fails, the caller erases again.
  await context.portal.enrolmentChanged?.({ userId, enrolled: false });
}

interface Erasure {
  readonly userId: string;
  readonly events: readonly AuditEvent[];
  readonly pseudonym: string;
}

/** A delete whose answer was lost may have worked: a trail under our own random pseudonym says so. */
async function erase({ storage }: EngineContext, { userId, events, pseudonym }: Erasure): Promise<void> {
  try {
    await storage.delete(userId, events, pseudonym);
  } catch (cause) {
    const told = await storage.readEvents({ userId: pseudonym, limit: 1 });
    if (told.events.length > 0) return;
    throw cause;
  }
}

function readable(
  { keyring, clock }: EngineContext,
  userId: string,
  stored: StoredAccount,
): Account | undefined {
  try {
    return decodeAccount(keyring, userId, stored, clock());
  } catch {
    return undefined;
  }
}
