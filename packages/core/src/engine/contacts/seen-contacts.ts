import type { Account } from '../../account/account.ts';
import type { SeenContact } from '../../account/sending/contacts.ts';
import type { KnownContact } from '../../account/sending/known-contact.ts';
import type { Contact } from '../../ports/contacts.ts';
import type { SealContext } from '../../ports/sealer.ts';
import type { EngineContext } from '../context.ts';
import { contactsOf } from './portal-contacts.ts';

/** The host's current contacts, sealed for storage. `undefined` if the host hook failed or there is none. */
export async function seenContacts(
  context: EngineContext,
  userId: string,
  { contacts: known = [] }: Pick<Account, 'contacts'>,
): Promise<readonly SeenContact[] | undefined> {
  if (context.portal.contacts === undefined) return undefined;
  try {
    const contacts = await contactsOf(context, userId);
    return await Promise.all(contacts.map((contact) => seal(context, userId, contact, known)));
  } catch {
    // The account still has the contacts of the last sign-in, so a failure of the host does not block the user.
    return undefined;
  }
}

async function seal(
  { keyed, sealer }: EngineContext,
  userId: string,
  { id, channel, address, since }: Contact,
  known: readonly KnownContact[],
): Promise<SeenContact> {
  const text = JSON.stringify(['contact', userId, id, channel, address]);
  const isSame: SeenContact['isSame'] = (contact) => contact.id === id && keyed.matches(text, contact.mark);
  const same = known.find(isSame);
  const kept =
    same === undefined
      ? {
          mark: keyed.of(text),
          address: await sealer.seal(new TextEncoder().encode(address), placeOf(userId, id)),
        }
      : { mark: same.mark, address: same.address };
  return { id, channel, isSame, ...kept, ...(since === undefined ? {} : { since }) };
}

/** Opens the contact to send a message to it. */
export async function openContact(
  { sealer }: EngineContext,
  userId: string,
  { id, channel, address }: KnownContact,
): Promise<Contact> {
  const plain = await sealer.open(address, placeOf(userId, id));
  return { id, channel, address: new TextDecoder().decode(plain) };
}

type Resealed = Pick<Account, 'contacts' | 'notices'> | undefined;

/** The contacts under the current key, and the notices that name them. `undefined` if they already are. */
export function rekeyedContacts(context: EngineContext, account: Account): Promise<Resealed> {
  const { keyed, sealer } = context;
  const isDue = ({ address, mark }: KnownContact): boolean =>
    sealer.outdated?.(address) === true || keyed.outdated(mark);
  return resealed(context, account, { to: account.userId, isDue });
}

/** The contacts for another user id, and the notices that name them. `undefined` if there are none. */
export function movedContacts(context: EngineContext, account: Account, to: string): Promise<Resealed> {
  return resealed(context, account, { to, isDue: () => true });
}

interface Resealing {
  readonly to: string;
  readonly isDue: (known: KnownContact) => boolean;
}

async function resealed(
  context: EngineContext,
  { userId, contacts = [], notices = [] }: Account,
  { to, isDue }: Resealing,
): Promise<Resealed> {
  const renamed = new Map<string, string>();
  const rekeyed = await Promise.all(
    contacts.map(async (known): Promise<KnownContact> => {
      if (!isDue(known)) return known;
      const contact = await openContact(context, userId, known);
      const { mark, address } = await seal(context, to, contact, []);
      renamed.set(known.mark, mark);
      return { ...known, mark, address };
    }),
  );
  if (renamed.size === 0) return undefined;
  const rename = (key: string): string => renamed.get(key) ?? key;
  return {
    contacts: rekeyed,
    ...(notices.length === 0
      ? {}
      : {
          notices: notices.map((notice) => ({
            ...notice,
            told: notice.told.map(rename),
            ...(notice.to === undefined ? {} : { to: notice.to.map(rename) }),
          })),
        }),
  };
}

function placeOf(userId: string, contactId: string): SealContext {
  return { userId, factorId: contactId, field: 'contact' };
}
