import type { Assurance, SignedIn, User } from '@factorkit/core';
import type { MfaHost, Raised } from './host.ts';
import type { EveryMfa } from './tenant.ts';

/** What a session keeps for Factorkit: plain JSON without a secret. */
export interface SessionRecord {
  /** New whenever the session is raised. */
  readonly id: string;
  readonly assurance: Assurance;
  /** `mfa.securityStamp` at that time. If it differs now, the session has ended. */
  readonly stamp: string;
}

/** Where the portal's sessions are kept. */
export interface SessionPlace<Context> {
  /** The record in the session of this request, if there is one. */
  read(context: Context): SessionRecord | undefined | Promise<SessionRecord | undefined>;
  /**
   * Stores the record. With `replaces`, in the session that has that record: give it a new id, or return
   * `session-ended` if it is no longer stored. Without it this is a sign-in: keep nothing of an earlier session.
   */
  write(context: Context, record: SessionRecord, replaces: SessionRecord | undefined): Promise<Raised>;
  /** Ends the session of this request. */
  remove(context: Context): Promise<void>;
}

/** The ids of ended sessions, for sessions that no server stores, such as tokens and sealed cookies. */
export interface SpentIds {
  /** Stores the id until this time (milliseconds since 1970), in one atomic step. False if it is stored already. */
  spend(id: string, until: number): Promise<boolean>;
  isSpent(id: string): Promise<boolean>;
}

export interface SessionHostOptions<Context> {
  readonly mfa: Pick<EveryMfa, 'securityStamp'>;
  /** The user, as the portal passes them at the sign-in. `undefined` if the user no longer exists: signed out. */
  userOf(userId: string): Promise<User | undefined>;
  readonly place: SessionPlace<Context>;
  /** The longest time from the sign-in to the end of its session, whatever is done in it. */
  readonly lifetimeSeconds: number;
  /** Required if no server stores the sessions: without it a copy of an old cookie or token stays valid. */
  readonly spentIds?: SpentIds;
  /** @defaultValue `Date.now` */
  readonly clock?: () => number;
}

/** The hooks of a host that keep the session. Add `source`, `deviceName`, `tenant` and `onError` as you need them. */
export type SessionHost<Context> = Pick<MfaHost<Context>, 'currentUser' | 'raise' | 'signOut'>;

/**
 * Creates the session hooks of a host over the portal's own sessions.
 *
 * A session ends when its `securityStamp` is outdated, in whatever place it is kept, so `portal.revokeSessions` may be
 * an empty function. This costs one read of the account for each request.
 *
 * @example
 * ```ts
 * import { createSessionHost } from '@factorkit/http';
 *
 * const host = createSessionHost({ mfa, userOf, place, lifetimeSeconds: 8 * 3600 });
 * ```
 */
export function createSessionHost<Context>(options: SessionHostOptions<Context>): SessionHost<Context> {
  const { mfa, place, spentIds } = options;
  const spend = ({ id, assurance }: SessionRecord): Promise<boolean> | undefined =>
    spentIds?.spend(id, endOf(assurance, options));
  return {
    async currentUser(context) {
      const record = await place.read(context);
      return record && signedInWith(record, options);
    },

    async raise(context, assurance, { replaces, endedOthers = false }) {
      const stamp = await mfa.securityStamp({ userId: assurance.userId });
      const before = await place.read(context);
      if (replaces !== undefined) {
        // Without a change of its own, another stamp means that somebody else ended this session.
        const isCurrent = endedOthers || before?.stamp === stamp;
        if (before?.id !== replaces || !isCurrent) return { kind: 'session-ended' };
      }
      const wasSpent = before !== undefined && (await spend(before)) === false;
      if (replaces !== undefined && wasSpent) return { kind: 'session-ended' };
      const record = { id: crypto.randomUUID(), assurance, stamp };
      return place.write(context, record, replaces === undefined ? undefined : before);
    },

    async signOut(context) {
      const record = await place.read(context);
      if (record !== undefined) await spend(record);
      await place.remove(context);
    },
  };
}

/** The user of a session that has not ended. */
export async function signedInWith(
  record: SessionRecord,
  options: Omit<SessionHostOptions<never>, 'place'>,
): Promise<SignedIn | undefined> {
  const { mfa, userOf, spentIds, clock = Date.now } = options;
  const { id, assurance, stamp } = record;
  const { userId } = assurance;
  // Not `>=`, so that NaN ends the session.
  if (!(clock() < endOf(assurance, options)) || (await spentIds?.isSpent(id))) return undefined;
  if ((await mfa.securityStamp({ userId })) !== stamp) return undefined;
  const user = await userOf(userId);
  return user && { userId, user, assurance, sessionId: id };
}

/** When the session ends at the latest. */
export function endOf(
  { authenticatedAt }: Assurance,
  { lifetimeSeconds }: { readonly lifetimeSeconds: number },
): number {
  return authenticatedAt + lifetimeSeconds * 1000;
}
