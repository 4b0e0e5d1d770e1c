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

/** Prefix of the random pseudonym that replaces the user id in the trail. It cannot be traced back. */
const PSEUDONYM_PREFIX = 'erased:';

/**
 * Erases the account. The trail keeps the events without the user: GDPR Art. 17 for the person, and a record that
 * nobody can thin out by an erasure. The source of the erasure request is left out too, because it is usually the
 * user's own address.
 *
 * `onEvent` receives the real user id, because the portal has to act on it, with the event id of the trail.
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
  // An unreadable account is erased too. Its reserved credentials are taken over when they are enrolled again.
  const account = stored && readable(context, userId, stored);
  if (account) await freeLostCredentials(context, account, undefined);
  announce(
    context,
    events.map((event) => ({ ...event, userId, ...(source === undefined ? {} : { source }) })),
  );
  // Nothing is left to retry this from later: if it fails, the caller must erase again.
  await context.portal.enrolmentChanged?.({ userId, enrolled: false });
}

interface Erasure {
  readonly userId: string;
  readonly events: readonly AuditEvent[];
  readonly pseudonym: string;
}

/** A delete whose result was lost may have worked: events under our own random pseudonym prove it. */
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
