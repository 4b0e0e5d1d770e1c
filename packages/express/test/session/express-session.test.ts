import type { Request } from 'express';
import { MemoryStore } from 'express-session';
import passport from 'passport';
import { Strategy } from 'passport-local';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createExpressSessionHost, revokeStoredSessions } from '../../src/session/index.ts';
import { sessionMiddleware, storedCases, withUserId } from './express-session.ts';
import { type HostParts, startSessionPortal } from './session-portal.ts';

describe('express-session in memory', () => {
  storedCases(async () => {
    const store = new MemoryStore();
    return withUserId(store, revokeStoredSessions(store));
  });
});

describe('express-session with a store whose sessions nobody ends', () => {
  storedCases(async () => withUserId(new MemoryStore(), async () => {}));
});

test('FE10 a store that lists its sessions without their ids is refused, and not taken to have none', async () => {
  const sessions = [{ factorkit: { id: 's', assurance: { userId: 'anna' } } }];
  const store = {
    all: (done: (error: unknown, found: unknown) => void) => done(null, sessions),
    destroy() {},
  };
  await expect(revokeStoredSessions(store)('anna', {})).rejects.toThrow('without their ids');
});

test('FE10 signedIn without checkSession is refused at the first sign-in', async () => {
  const { host, revokeSessions, middleware, userOfPage } = withUserId(new MemoryStore(), async () => {});
  const withoutCheck = (parts: HostParts) => {
    const { checkSession, ...others } = host(parts);
    return others;
  };
  const portal = await startSessionPortal({ host: withoutCheck, revokeSessions, middleware, userOfPage });
  onTestFinished(() => portal.close());
  const { status } = await portal.browser().post('/login', { name: 'anna', password: 'password of anna' });
  expect(status).toBe(500);
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
