import { hashPassword, isPassword, type PasswordHash } from './password-hash.ts';
import { createThrottle } from './throttle.ts';

export interface DemoPerson {
  readonly userName: string;
  readonly fullName: string;
  readonly email: string;
  readonly password: string;
}

/** Someone with an account at one of the portals. The portal's own record: Factorkit keeps none of it. */
export interface Person {
  /** What Factorkit calls this user. Two portals share one database here, so the portal's id is part of it. */
  readonly userId: string;
  readonly userName: string;
  readonly fullName: string;
  readonly email: string;
}

export type PasswordCheck =
  | { readonly kind: 'right'; readonly person: Person }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'paused'; readonly until: number };

/** The portal's users and their passwords. */
export interface Directory {
  find(userId: string): Person | undefined;
  checkPassword(userName: string, password: string): Promise<PasswordCheck>;
}

interface Entry {
  readonly person: Person;
  readonly password: PasswordHash;
}

export async function createDirectory(input: {
  readonly portalId: string;
  readonly people: readonly DemoPerson[];
  readonly clock: () => number;
}): Promise<Directory> {
  const hashed = input.people.map(async ({ password, ...person }): Promise<Entry> => {
    const userId = `${input.portalId}:${person.userName}`;
    return { person: { userId, ...person }, password: await hashPassword(password) };
  });
  const entries = new Map((await Promise.all(hashed)).map((entry) => [entry.person.userName, entry]));
  const byId = new Map([...entries.values()].map(({ person }) => [person.userId, person]));
  const nobodysPassword = await hashPassword('');
  const throttle = createThrottle(input.clock);

  return {
    find: (userId) => byId.get(userId),
    async checkPassword(typedName, password) {
      const userName = typedName.trim().toLowerCase();
      const until = throttle.pausedUntil(userName);
      if (until !== undefined) return { kind: 'paused', until };
      // Counted before it is judged, so that many tries sent at once are all counted.
      throttle.failed(userName);
      const entry = entries.get(userName);
      // An unknown name costs the same work, so that the time taken does not tell which names exist.
      const right = await isPassword(password, entry?.password ?? nobodysPassword);
      if (entry === undefined || !right) return { kind: 'wrong' };
      throttle.succeeded(userName);
      return { kind: 'right', person: entry.person };
    },
  };
}
