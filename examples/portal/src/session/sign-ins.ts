import { randomUUID } from 'node:crypto';
import type { Clock } from '@factorkit/core';

/** How long a sign-in lives, however often its session is used. */
export const SIGN_IN_MS: number = 8 * 60 * 60_000;

/**
 * Which sign-ins are alive. A session is signed in only while its sign-in is listed here, so ending a sign-in also
 * holds against a request that was under way and writes its session back a moment later.
 * It also ends here, by the portal's clock: a session store moves the end of a session with every use.
 * In memory, as the sessions are: a restart signs everybody out.
 */
export interface SignIns {
  begin(userId: string): string;
  isAlive(userId: string, signInId: string): boolean;
  /** The same sign-in under a new id, until the same time: the old id no longer works. `undefined` if it has ended. */
  renew(userId: string, signInId: string): string | undefined;
  end(userId: string, signInId: string): void;
  endAll(userId: string, options: { readonly except?: string }): void;
}

export function createSignIns(clock: Clock): SignIns {
  /** By user: until when each sign-in lives. */
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
