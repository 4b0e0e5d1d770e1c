import type { Account, Change } from '../account.ts';
import type { DomainEvent } from '../domain-event.ts';
import type { KnownContact } from './known-contact.ts';

/** A contact as the host names it now. */
export interface SeenContact extends Pick<KnownContact, 'id' | 'channel' | 'address' | 'mark'> {
  /** Since when the host has known it, if it says so. */
  readonly since?: number;
}

const DAY_MS = 86_400_000;

/** A thief who replaces a contact must not keep the owner from hearing what follows. */
const TOLD_AFTER_MS = 7 * DAY_MS;
const KEPT_AFTER_MS = 30 * DAY_MS;
/** More contacts than a person has. */
const MOST = 10;

interface Refreshing {
  readonly now: number;
  /** Whether a factor sends its codes there: such a contact is kept, so that the factor is known to have lost it. */
  readonly isUsed: (contact: KnownContact) => boolean;
}

/** Takes over what the host names now. What it names no longer is kept for a while. `undefined`: nothing changed. */
export function refreshContacts(
  account: Account,
  seen: readonly SeenContact[],
  { now, isUsed }: Refreshing,
): Change | undefined {
  const { contacts: known = [] } = account;
  const current = seen.slice(0, MOST).map(({ since, ...contact }): KnownContact => {
    const same = known.find(({ mark }) => mark === contact.mark);
    return same === undefined
      ? { ...contact, firstSeen: Math.min(since ?? now, now) }
      : {
          id: same.id,
          channel: same.channel,
          address: same.address,
          mark: same.mark,
          firstSeen: same.firstSeen,
        };
  });
  const gone = known.filter(({ mark }) => !current.some((contact) => contact.mark === mark));
  const replaced = gone.filter(({ replacedAt }) => replacedAt === undefined);
  const former = gone.map((contact) => ({ ...contact, replacedAt: contact.replacedAt ?? now }));
  const kept = former
    .filter((contact) => !isUsed(contact))
    .filter(({ mark, replacedAt }) => now - replacedAt < KEPT_AFTER_MS || isAddressed(account, mark))
    .slice(-MOST);
  const contacts = [...current, ...former.filter(isUsed), ...kept];
  const isSame =
    contacts.length === known.length &&
    contacts.every(({ mark, replacedAt }, index) => {
      const before = known[index];
      return before?.mark === mark && before.replacedAt === replacedAt;
    });
  if (isSame) return undefined;
  return {
    account: { ...account, contacts },
    events: replaced.map(({ channel }): DomainEvent => ({ type: 'contact.replaced', channel })),
  };
}

function isAddressed({ notices = [] }: Account, mark: string): boolean {
  return notices.some(({ to }) => to?.includes(mark));
}

/** Whom to tell of what happens now: everybody the host names, and whoever it named until lately. */
export function recipientsAt({ contacts = [] }: Account, now: number): readonly KnownContact[] {
  return contacts.filter(({ replacedAt }) => replacedAt === undefined || now - replacedAt < TOLD_AFTER_MS);
}

/** The channel of a contact, as a factor that sends codes there names it. */
export function channelOf({ channel, id }: Pick<KnownContact, 'channel' | 'id'>): string {
  return `${channel}:${id}`;
}

/** Whether the host named the contact of this channel once, and names it no longer. */
export function isContactGone({ contacts = [] }: Account, channel: string): boolean {
  const own = contacts.filter((contact) => channelOf(contact) === channel);
  return own.length > 0 && own.every(({ replacedAt }) => replacedAt !== undefined);
}

const KNOWN_BEFORE_MS = 7 * DAY_MS;

/** The contact that a recovery code may go to: the one known longest, and for a week before the request. */
export function trustedContact({ contacts = [] }: Account, requestedAt: number): KnownContact | undefined {
  const [first] = contacts
    .filter(
      ({ replacedAt, firstSeen }) => replacedAt === undefined && firstSeen <= requestedAt - KNOWN_BEFORE_MS,
    )
    .toSorted((a, b) => a.firstSeen - b.firstSeen);
  return first;
}
