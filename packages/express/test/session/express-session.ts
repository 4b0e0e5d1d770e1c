import type { Request, RequestHandler } from 'express';
import session, { type Store } from 'express-session';
import { createExpressSessionHost } from '../../src/session/index.ts';
import { type Open, sessionCases, storedSessionCases } from './session-cases.ts';
import type { SessionPortalOptions } from './session-portal.ts';

type Revoke = SessionPortalOptions['revokeSessions'];

export function storedCases(open: Open): void {
  sessionCases(open);
  storedSessionCases(open);
}

/** A portal whose pages read `req.session.userId`. */
export function withUserId(store: Store, revokeSessions: Revoke): SessionPortalOptions {
  const signedIn = (req: Request, userId: string) => void Object.assign(req.session, { userId });
  return {
    revokeSessions,
    host: (parts) => createExpressSessionHost({ ...parts, signedIn }),
    middleware: [sessionMiddleware(store)],
    userOfPage: ({ session }) => session.userId,
  };
}

export function sessionMiddleware(store: Store): RequestHandler {
  return session({ store, secret: 'for tests only', resave: false, saveUninitialized: false });
}
