import { randomUUID } from 'node:crypto';
import type { Clock } from '@factorkit/core';

/** The lifetime of a sign-in, however often its session is used. */
export const SIGN_IN_MS: number = 8 * 60 * 60_000;

/**
 * The valid sign-ins. A session is signed in only while its sign-in is listed here. So ending a sign-in also works
 * against a concurrent request that writes its session back a moment later. It also expires here, by the portal's
 * clock: a session store extends a session with every use. In memory, like the sessions: a restart signs all users out.
 */
export interface SignIns {
  begin(userId: string): string;
  isAlive(userId: string, signInId: string): boolean;
  /** The same sign-in with a new id and the same expiry. The old id becomes invalid. `undefined` if it has ended. */
  renew(userId: string, signInId: string): string | undefined;
  end(userId: string, signInId: string): void;
  endAll(userId: string, options: { readonly except?: string }): void;
}

export function createSignIns(clock: Clock): SignIns {
  /** By user: the expiry of each sign-in. */
  const alive = new Map<string, Map<string, number>>();
  const of = (userId: string): Map<string, number> => {
    const now = clock();
    const lasting = [...(alive.get(userId) ?? [])].filter(([, until]) => now < until);
    const kept = new Map(lasting);
    alive.set(userId, kept);
    return kept;
  };
  const list = (userId: string, until: number): string => {
    const signInId = randomUUID();
    of(userId).set(signInId, until);
    return signInId;
  };
  return {
    begin: (userId) => list(userId, clock() + SIGN_IN_MS),
    isAlive: (userId, signInId) => of(userId).has(signInId),
    renew(userId, signInId) {
      const until = of(userId).get(signInId);
      if (until === undefined) return undefined;
      of(userId).delete(signInId);
      return list(userId, until);
    },
    end(userId, signInId) {
      of(userId).delete(signInId);
    },
    endAll(userId, { except }) {
      const kept = of(userId);
      for (const signInId of kept.keys()) if (signInId !== except) kept.delete(signInId);
    },
  };
}
