import { queueAfterTransactionHook, tryGetCurrentAuthEndpointContext } from '@better-auth/core/context';
import type { Assurance, Mfa } from '@factorkit/core';
import type { GenericEndpointContext } from 'better-auth';
import { setSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import { recordOf, type StoredSession } from './session-fields.ts';
import type { SessionStore } from './session-store.ts';

/** Tells Factorkit that a password was changed, and keeps the session that changed it. */
export interface PasswordNews {
  written(userIds: readonly string[]): Promise<void>;
  /** The assurance of the session that made this request, for a session that better-auth started in its place. */
  assuranceOf(ctx: GenericEndpointContext, userId: string): Promise<Assurance | undefined>;
  /** Gives the session of this request the new stamp, if its password change ended the other sessions. */
  keepSession(ctx: GenericEndpointContext, session: StoredSession | undefined): Promise<void>;
}

export function createPasswordNews(mfa: Mfa, store: () => SessionStore): PasswordNews {
  /** The users whose other sessions a password change in this request ended, by the context of the request. */
  const endedOthers = new WeakMap<object, Set<string>>();

  const note = async (userId: string): Promise<void> => {
    const context = (await tryGetCurrentAuthEndpointContext())?.context;
    const session = context?.session?.session;
    const own = session?.userId === userId ? session : undefined;
    const { sessions } = await mfa.passwordChanged({ userId, ...(own && { sessionId: own.id }) });
    if (context === undefined || sessions.kind === 'kept' || sessions.scope === 'all') return;
    endedOthers.set(context, (endedOthers.get(context) ?? new Set()).add(userId));
  };

  const currentRecord = (ctx: GenericEndpointContext): StoredSession | undefined =>
    ctx.context.session?.session as StoredSession | undefined;

  const mayContinue = async (ctx: GenericEndpointContext, session: StoredSession): Promise<boolean> => {
    const { userId, securityStamp } = session;
    if (endedOthers.get(ctx.context)?.has(userId)) return true;
    return (await mfa.securityStamp({ userId })) === securityStamp;
  };

  return {
    // Outside of the transaction: a write of Factorkit could wait for its locks.
    written: async (userIds) => {
      for (const userId of userIds) await queueAfterTransactionHook(() => note(userId));
    },

    async assuranceOf(ctx, userId) {
      const session = currentRecord(ctx);
      if (session === undefined || session.userId !== userId) return undefined;
      const record = recordOf(session);
      return record !== undefined && (await mayContinue(ctx, session)) ? record.assurance : undefined;
    },

    async keepSession(ctx, session) {
      const user = ctx.context.session?.user;
      if (session === undefined || user === undefined || !endedOthers.get(ctx.context)?.has(session.userId))
        return;
      const record = recordOf(session);
      if (record === undefined) return;
      const kept = await store().amend(session.token, {
        token: generateRandomString(32),
        assurance: record.assurance,
        securityStamp: await mfa.securityStamp({ userId: session.userId }),
      });
      if (kept !== undefined) await setSessionCookie(ctx, { session: kept, user });
    },
  };
}
