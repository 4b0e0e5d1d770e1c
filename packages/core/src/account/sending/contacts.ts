import type { Account, Change } from '../account.ts';
import type { DomainEvent } from '../domain-event.ts';
import type { KnownContact } from './known-contact.ts';

/** A current contact of the host. */
export interface SeenContact extends Pick<KnownContact, 'id' | 'channel' | 'address' | 'mark'> {
  /** Since when the host has known it, if it reports that. */
  readonly since?: number;
  /**
   * Whether a stored contact is this one. Not by the mark: another save may have put it under another key since the
   * contacts were read.
   */
  readonly isSame: (known: KnownContact) => boolean;
}

const DAY_MS = 86_400_000;

/** An attacker who replaces a contact must not keep the user from receiving later notices. */
const TOLD_AFTER_MS = 7 * DAY_MS;
const KEPT_AFTER_MS = 30 * DAY_MS;
/** More contacts than a person has. */
const MOST = 10;

interface Refreshing {
  readonly now: number;
  /** Whether a factor sends its codes to it. Such a contact is kept, to detect that the factor lost it. */
  readonly isUsed: (contact: KnownContact) => boolean;
}

/** Stores the host's current contacts. Former contacts are kept for some time. `undefined` if nothing changes. */
export function refreshContacts(
  account: Account,
  seen: readonly SeenContact[],
  { now, isUsed }: Refreshing,
): Change | undefined {
  const { contacts: known = [] } = account;
  const current = seen.slice(0, MOST).map(({ since, isSame, ...contact }): KnownContact => {
    const same = known.find(isSame);
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

/** The recipients of a notice now: all current contacts and recently replaced ones. */
export function recipientsAt({ contacts = [] }: Account, now: number): readonly KnownContact[] {
  return contacts.filter(({ replacedAt }) => replacedAt === undefined || now - replacedAt < TOLD_AFTER_MS);
}

/** The channel of a contact, in the form that evidence of its factors uses. */
export function channelOf({ channel, id }: Pick<KnownContact, 'channel' | 'id'>): string {
  return `${channel}:${id}`;
}

/** Whether the host had the contact of this channel before and no longer has it. */
export function isContactGone({ contacts = [] }: Account, channel: string): boolean {
  const own = contacts.filter((contact) => channelOf(contact) === channel);
  return own.length > 0 && own.every(({ replacedAt }) => replacedAt !== undefined);
}

const KNOWN_BEFORE_MS = 7 * DAY_MS;

/** The contact for a recovery code: the one known longest, and for at least a week before the request. */
export function trustedContact({ contacts = [] }: Account, requestedAt: number): KnownContact | undefined {
  const [first] = contacts
    .filter(
      ({ replacedAt, firstSeen }) => replacedAt === undefined && firstSeen <= requestedAt - KNOWN_BEFORE_MS,
    )
    .toSorted((a, b) => a.firstSeen - b.firstSeen);
  return first;
}
