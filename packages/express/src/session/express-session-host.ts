import { createSessionHost, type SessionHost, type SessionHostOptions } from '@factorkit/http';
import type { Request } from 'express';
import type { ExpressContext } from '../router.ts';
import { called, readStored, regenerate, sessionOf } from './stored-session.ts';

/** @inline */
export type ExpressSessionHostOptions = Omit<SessionHostOptions<ExpressContext>, 'place'> & {
  /**
   * Called at each sign-in, in the new session: for what your pages read, such as `req.session.userId`, or
   * `req.session.passport` with Passport.
   */
  signedIn?(req: Request, userId: string): void;
};

/**
 * The session hooks of a host over express-session, with any of its stores. A sign-in starts an empty session. A
 * step-up gives the session a new id and keeps its other members.
 *
 * @example
 * ```ts
 * import { createExpressSessionHost } from '@factorkit/express/session';
 *
 * const host = createExpressSessionHost({ mfa, userOf, lifetimeSeconds: 8 * 3600 });
 * app.use('/mfa', mfaRouter({ mfa, host }));
 * ```
 */
export function createExpressSessionHost(options: ExpressSessionHostOptions): SessionHost<ExpressContext> {
  const { signedIn, ...others } = options;
  return createSessionHost<ExpressContext>({
    ...others,
    place: {
      read: ({ req }) => sessionOf(req)?.factorkit,

      async write({ req }, record, replaces) {
        // Read again: it may have ended since the request began, and saving would restore it.
        if (replaces !== undefined && (await readStored(req))?.factorkit?.id !== replaces.id) {
          return { kind: 'session-ended' };
        }
        const kept = replaces === undefined ? {} : { ...sessionOf(req) };
        const session = await regenerate(req);
        Object.assign(session, { ...kept, cookie: session.cookie, factorkit: record });
        if (replaces === undefined) signedIn?.(req, record.assurance.userId);
        await called((done) => session.save(done));
        return { kind: 'raised' };
      },

      async remove({ req }) {
        const session = sessionOf(req);
        if (session !== undefined) await called((done) => session.destroy(done));
      },
    },
  });
}
