import type { Request } from 'express';
import { MemoryStore } from 'express-session';
import passport from 'passport';
import { Strategy } from 'passport-local';
import { describe } from 'vitest';
import { createExpressSessionHost, revokeStoredSessions } from '../../src/session/index.ts';
import { sessionMiddleware, storedCases, withUserId } from './express-session.ts';

describe('express-session in memory', () => {
  storedCases(async () => {
    const store = new MemoryStore();
    return withUserId(store, revokeStoredSessions(store));
  });
});

describe('express-session with Passport', () => {
  storedCases(async () => {
    const store = new MemoryStore();
    const own = new passport.Passport();
    own.use(
      new Strategy({ usernameField: 'name' }, (name, password, done) =>
        done(null, password === `password of ${name}` && { id: name }),
      ),
    );
    own.serializeUser((user, done) => done(null, Object(user).id));
    own.deserializeUser((id, done) => done(null, { id }));
    const signedIn = (req: Request, userId: string) =>
      void Object.assign(req.session, { passport: { user: userId } });
    return {
      revokeSessions: revokeStoredSessions(store),
      host: (parts) => createExpressSessionHost({ ...parts, signedIn }),
      middleware: [sessionMiddleware(store), own.session()],
      // Without a session: the password alone is not a sign-in.
      checkPassword: own.authenticate('local', { session: false }),
      userOfPage: ({ user }) => Object(user).id,
    };
  });
});
