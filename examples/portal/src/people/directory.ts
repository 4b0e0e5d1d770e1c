import { hashPassword, isPassword, type PasswordHash } from './password-hash.ts';
import { createThrottle } from './throttle.ts';

export interface DemoPerson {
  readonly userName: string;
  readonly fullName: string;
  readonly email: string;
  /** In E.164: `+447700900142`. */
  readonly phone?: string;
  readonly password: string;
}

/** Someone with an account at one of the portals. The portal's own record: Factorkit keeps none of it. */
export interface Person {
  /** What Factorkit calls this user. Two portals share one database here, so the portal's id is part of it. */
  readonly userId: string;
  readonly userName: string;
  readonly fullName: string;
  readonly email: string;
  /** Since when the portal has known these: milliseconds since 1970. */
  readonly emailSince: number;
  readonly phone?: string;
  readonly phoneSince: number;
  /** Absent until it was changed for the first time. */
  readonly paymentAccount?: PaymentAccount;
}

export interface PaymentAccount {
  readonly holder: string;
  readonly iban: string;
}

/** What users may change themselves. */
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
  /** Everybody, for the support desk to look through. With more than a demo's users this is a search. */
  people(): readonly Person[];
  checkPassword(userName: string, password: string): Promise<PasswordCheck>;
  /** The new address and number count here at once. Whoever sends codes there has to see them proven first. */
  changeContacts(userId: string, contacts: Contacts): void;
  changePaymentAccount(userId: string, paymentAccount: PaymentAccount): void;
  changePassword(userId: string, password: string): Promise<void>;
}

interface Entry {
  readonly userId: string;
  readonly password: PasswordHash;
}

/** When the people of the demo became customers. */
const REGISTERED = Date.UTC(2024, 0, 2);

export async function createDirectory(input: {
  readonly portalId: string;
  readonly people: readonly DemoPerson[];
  readonly clock: () => number;
}): Promise<Directory> {
  const byId = new Map<string, Person>();
  const hashed = input.people.map(async ({ password, ...person }): Promise<[string, Entry]> => {
    const userId = `${input.portalId}:${person.userName}`;
    byId.set(userId, { userId, ...person, emailSince: REGISTERED, phoneSince: REGISTERED });
    return [person.userName, { userId, password: await hashPassword(password) }];
  });
  const entries = new Map(await Promise.all(hashed));
  const nobodysPassword = await hashPassword('');
  const throttle = createThrottle(input.clock);

  return {
    find: (userId) => byId.get(userId),
    people: () => [...byId.values()],
    async checkPassword(typedName, password) {
      const userName = typedName.trim().toLowerCase();
      const until = throttle.pausedUntil(userName);
      if (until !== undefined) return { kind: 'paused', until };
      // Counted before it is judged, so that many tries sent at once are all counted.
      throttle.failed(userName);
      const entry = entries.get(userName);
      // An unknown name costs the same work, so that the time taken does not tell which names exist.
      const right = await isPassword(password, entry?.password ?? nobodysPassword);
      const person = entry && byId.get(entry.userId);
      if (person === undefined || !right) return { kind: 'wrong' };
      throttle.succeeded(userName);
      return { kind: 'right', person };
    },
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
    async changePassword(userId, password) {
      const person = byId.get(userId);
      if (person !== undefined)
        entries.set(person.userName, { userId, password: await hashPassword(password) });
    },
  };
}
