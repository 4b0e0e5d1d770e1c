import type { SessionPlace, SessionRecord } from '@factorkit/http';
import type { GenericEndpointContext } from 'better-auth';
import { getAuthoritativeSessionFromCtx } from 'better-auth/api';
import { deleteSessionCookie, setSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';
import type { RememberedPage } from './remembered-page.ts';
import { recordOf, type StoredSession } from './session-fields.ts';
import type { SessionStore } from './session-store.ts';

/** One request, as the hooks of a host see it. */
export interface Visit {
  readonly ctx: GenericEndpointContext;
  /** The session as it was read first: after the other sessions were ended, it cannot be read any more. */
  found: Promise<FoundSession | null> | undefined;
}

type FoundSession = NonNullable<Awaited<ReturnType<typeof getAuthoritativeSessionFromCtx>>>;

/** Keeps the records of Factorkit in better-auth's sessions. The id of a record is that of the session's row. */
export function createSessionPlace(store: () => SessionStore, page: RememberedPage): SessionPlace<Visit> {
  const find = (visit: Visit): Promise<FoundSession | null> => {
    visit.found ??= getAuthoritativeSessionFromCtx(visit.ctx);
    return visit.found;
  };

  const raise = async (visit: Visit, { assurance, stamp }: SessionRecord): Promise<boolean> => {
    const found = await find(visit);
    if (found === null) return false;
    // The token is what the browser shows: a copy of the old one ends.
    const session = await store().amend(found.session.token, {
      token: generateRandomString(32),
      assurance,
      securityStamp: stamp,
    });
    if (session === undefined) return false;
    await setSessionCookie(visit.ctx, { session, user: found.user });
    visit.found = Promise.resolve({ session, user: found.user } as FoundSession);
    return true;
  };

  return {
    async read(visit) {
      const found = await find(visit);
      return found === null ? undefined : recordOf(found.session as StoredSession);
    },

    async write(visit, record, replaces) {
      if (replaces !== undefined) {
        return { kind: (await raise(visit, record)) ? 'raised' : 'session-ended' };
      }
      const { ctx } = visit;
      const { internalAdapter, authCookies, secret } = ctx.context;
      const { assurance, stamp: securityStamp } = record;
      const user = await internalAdapter.findUserById(assurance.userId);
      if (user === null) return { kind: 'session-ended' };
      const forget = await ctx.getSignedCookie(authCookies.dontRememberToken.name, secret);
      const session = await internalAdapter.createSession(user.id, forget === 'true', {
        assurance,
        securityStamp,
      });
      await setSessionCookie(ctx, { session, user });
      const url = await page.take(ctx);
      return { kind: 'raised', ...(url !== undefined && { session: { url } }) };
    },

    async remove({ ctx, found }) {
      const session = (await found)?.session;
      if (session !== undefined) await ctx.context.internalAdapter.deleteSession(session.token);
      deleteSessionCookie(ctx);
    },
  };
}
