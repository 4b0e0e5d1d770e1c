import { MfaError } from '@factorkit/core';
import { createSessionHost, type SessionHost, type SessionHostOptions } from '@factorkit/http';
import type { Request, RequestHandler } from 'express';
import type { ExpressContext } from '../router.ts';
import { called, readStored, regenerate, sessionOf } from './stored-session.ts';

/** @inline */
export type ExpressSessionHostOptions = Omit<SessionHostOptions<ExpressContext>, 'place'> & {
  /**
   * Called at each sign-in, in the new session: for what your pages read, such as `req.session.userId`, or
   * `req.session.passport` with Passport. Your pages then do not ask Factorkit whether the session has ended, so mount
   * `checkSession`: without it a sign-in throws.
   */
  signedIn?(req: Request, userId: string): void | Promise<void>;
};

/** @inline */
export type ExpressSessionHost = SessionHost<ExpressContext> & {
  /**
   * Replaces a session that has ended with an empty one, for pages that read the session themselves. Mount it directly
   * after express-session, before Passport.
   */
  readonly checkSession: RequestHandler;
};

/**
 * The session hooks of a host over express-session, with any of its stores. A sign-in starts an empty session. A
 * step-up gives the session a new id and keeps its other members.
 *
 * With `checkSession`, `portal.revokeSessions` may be an empty function: an ended session is recognised by its
 * `securityStamp` in every store.
 *
 * @example
 * ```ts
 * import { createExpressSessionHost } from '@factorkit/express/session';
 *
 * const host = createExpressSessionHost({ mfa, userOf, lifetimeSeconds: 8 * 3600 });
 * app.use(host.checkSession);
 * app.use('/mfa', mfaRouter({ mfa, host }));
 * ```
 */
export function createExpressSessionHost(options: ExpressSessionHostOptions): ExpressSessionHost {
  const { signedIn, ...others } = options;
  const checked = new WeakSet<Request>();
  const host = createSessionHost<ExpressContext>({
    ...others,
    place: {
      read: ({ req }) => sessionOf(req)?.factorkit,

      async write({ req }, record, replaces) {
        // Read again: it may have ended since the request began, and saving would restore it.
        if (replaces !== undefined && (await readStored(req))?.factorkit?.id !== replaces.id) {
          return { kind: 'session-ended' };
        }
        if (signedIn !== undefined && !checked.has(req)) throw unchecked();
        const kept = replaces === undefined ? {} : { ...sessionOf(req) };
        const session = await regenerate(req);
        Object.assign(session, { ...kept, cookie: session.cookie, factorkit: record });
        if (replaces === undefined) await signedIn?.(req, record.assurance.userId);
        await called((done) => session.save(done));
        return { kind: 'raised' };
      },

      async remove({ req }) {
        const session = sessionOf(req);
        if (session !== undefined) await called((done) => session.destroy(done));
      },
    },
  });

  const check = async ({ req, res }: ExpressContext): Promise<void> => {
    checked.add(req);
    const isOurs = sessionOf(req)?.factorkit !== undefined;
    if (isOurs && (await host.currentUser({ req, res })) === undefined) await regenerate(req);
  };
  return {
    ...host,
    checkSession: (req, res, next) => void check({ req, res }).then(() => next(), next),
  };
}

function unchecked(): MfaError {
  return new MfaError(
    'configuration-invalid',
    'signedIn: mount host.checkSession directly after express-session, so that your pages see that a session has ended',
  );
}
