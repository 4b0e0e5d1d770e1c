import { type ContactChanges, createContactChanges } from './contact-changes.ts';
import { createGuessLimits, type GuessedFrom } from './guess-limits.ts';
import { hashPassword, isPassword, type PasswordHash } from './password-hash.ts';

export interface DemoPerson {
  readonly userName: string;
  readonly fullName: string;
  readonly email: string;
  /** In E.164: `+447700900142`. */
  readonly phone?: string;
  readonly password: string;
}

/** A user of one of the portals, in the portal's own record: Factorkit stores none of it. */
export interface Person {
  /** The user id for Factorkit. Two portals share one database here, so it contains the portal's id. */
  readonly userId: string;
  readonly userName: string;
  readonly fullName: string;
  readonly email: string;
  /** Since when the portal has known the address: milliseconds since 1970. */
  readonly emailSince: number;
  readonly phone?: string;
  readonly phoneSince: number;
  /** Whether Factorkit reported that this user has an enrolled factor. */
  readonly enrolled: boolean;
  /** Not present until it is changed for the first time. */
  readonly paymentAccount?: PaymentAccount;
}

export interface PaymentAccount {
  readonly holder: string;
  readonly iban: string;
}

/** Verified contacts: the user proved that they receive messages there. */
export interface Contacts {
  readonly email: string;
  readonly phone?: string;
}

export type PasswordCheck =
  | { readonly kind: 'right'; readonly person: Person }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'paused'; readonly until: number };

/** The portal's users and their passwords. */
export interface Directory {
  find(userId: string): Person | undefined;
  /** All users, for the search of the support desk. With more users than in the demo this is a query. */
  people(): readonly Person[];
  checkPassword(userName: string, password: string, from?: GuessedFrom): Promise<PasswordCheck>;
  /** A token for the cookie of a browser in which this user signed in: guesses by others do not slow it down. */
  knowBrowser(userId: string): string;
  /** New contacts that are not proved yet. */
  readonly contactChanges: ContactChanges;
  /** Sets proved contacts: codes and notices go there from now on. */
  changeContacts(userId: string, contacts: Contacts): void;
  changePaymentAccount(userId: string, paymentAccount: PaymentAccount): void;
  /** Checks the current password and sets another one, unless it was changed in the meantime. */
  changePassword(
    userId: string,
    passwords: { readonly from: string; readonly to: string },
  ): Promise<PasswordCheck>;
  noteEnrolled(userId: string, enrolled: boolean): void;
}

interface Entry {
  readonly userId: string;
  readonly password: PasswordHash;
}

/** When the people of the demo registered. */
const REGISTERED = Date.UTC(2024, 0, 2);

export async function createDirectory(input: {
  readonly portalId: string;
  readonly people: readonly DemoPerson[];
  readonly clock: () => number;
}): Promise<Directory> {
  const byId = new Map<string, Person>();
  const hashed = input.people.map(async ({ password, ...person }): Promise<[string, Entry]> => {
    const userId = `${input.portalId}:${person.userName}`;
    byId.set(userId, { userId, ...person, emailSince: REGISTERED, phoneSince: REGISTERED, enrolled: false });
    return [person.userName, { userId, password: await hashPassword(password) }];
  });
  const entries = new Map(await Promise.all(hashed));
  const nobodysPassword = await hashPassword('');
  const limits = createGuessLimits(input.clock);

  const checkPassword: Directory['checkPassword'] = async (typedName, password, from = {}) => {
    const userName = typedName.trim().toLowerCase();
    const guess = await limits.begin(userName, from);
    if (guess.kind === 'paused') return guess;
    let person: Person | undefined;
    try {
      const { password: stored } = entries.get(userName) ?? { password: nobodysPassword };
      // An unknown name costs the same work, so that the response time does not reveal which names exist.
      const right = await isPassword(password, stored);
      // Compared with the state after the wait: the password may have changed while this one was hashed.
      const entry = entries.get(userName);
      person = right && entry?.password === stored ? byId.get(entry.userId) : undefined;
    } finally {
      guess.end(person !== undefined);
    }
    return person === undefined ? { kind: 'wrong' } : { kind: 'right', person };
  };

  return {
    find: (userId) => byId.get(userId),
    people: () => [...byId.values()],
    checkPassword,
    contactChanges: createContactChanges(input.clock),
    knowBrowser: (userId) => limits.know(byId.get(userId)?.userName ?? ''),
    changeContacts(userId, { email, phone }) {
      const person = byId.get(userId);
      if (person === undefined) return;
      const { phone: old, ...rest } = person;
      const now = input.clock();
      byId.set(userId, {
        ...rest,
        email,
        ...(email === person.email ? {} : { emailSince: now }),
        ...(phone === undefined ? {} : { phone }),
        ...(phone === old ? {} : { phoneSince: now }),
      });
    },
    changePaymentAccount(userId, paymentAccount) {
      const person = byId.get(userId);
      if (person !== undefined) byId.set(userId, { ...person, paymentAccount });
    },
    noteEnrolled(userId, enrolled) {
      const person = byId.get(userId);
      if (person !== undefined) byId.set(userId, { ...person, enrolled });
    },
    async changePassword(userId, { from, to }) {
      const userName = byId.get(userId)?.userName ?? '';
      const password = await hashPassword(to);
      const check = await checkPassword(userName, from, { signedIn: userId });
      // No wait between the check and this.
      if (check.kind === 'right') entries.set(userName, { userId, password });
      return check;
    },
  };
}
