import { randomUUID } from 'node:crypto';

/**
 * Which sign-ins are alive. A session is signed in only while its sign-in is listed here, so ending a sign-in also
 * holds against a request that was under way and writes its session back a moment later.
 * In memory, as the sessions are: a restart signs everybody out.
 */
export interface SignIns {
  begin(userId: string): string;
  isAlive(userId: string, signInId: string): boolean;
  /** The same sign-in under a new id: the old one no longer works. `undefined` if it has ended. */
  renew(userId: string, signInId: string): string | undefined;
  end(userId: string, signInId: string): void;
  endAll(userId: string, options: { readonly except?: string }): void;
}

export function createSignIns(): SignIns {
  const alive = new Map<string, Set<string>>();
  const of = (userId: string): Set<string> => alive.get(userId) ?? new Set();
  const begin = (userId: string): string => {
    const signInId = randomUUID();
    alive.set(userId, of(userId).add(signInId));
    return signInId;
  };
  return {
    begin,
    isAlive: (userId, signInId) => of(userId).has(signInId),
    renew(userId, signInId) {
      return of(userId).delete(signInId) ? begin(userId) : undefined;
    },
    end(userId, signInId) {
      of(userId).delete(signInId);
    },
    endAll(userId, { except }) {
      const spared = except !== undefined && of(userId).has(except) ? [except] : [];
      alive.set(userId, new Set(spared));
    },
  };
}
