import type { Mfa } from '@factorkit/core';
import type { ExpressContext } from '@factorkit/express';
import type { SessionPlace, SessionRecord, SpentIds } from '@factorkit/http';
import type { Middleware } from '../portal.ts';
import type { Visit } from '../visit.ts';
import { type OpenSessions, ownSessions, type SessionKind, type SessionParts } from './session-kind.ts';

/** One line for each kind of session. */
export const sessionKinds: Readonly<Record<string, SessionKind>> = {
  'own sessions': ownSessions,
  'iron-session': { open: ironSession },
  'bearer tokens': { tokens: true, open: bearerTokens },
  'express-session in memory': { middleware: true, open: expressSession },
  'express-session in PostgreSQL': { middleware: true, open: connectPgSimple },
  'express-session in Redis': { middleware: true, open: connectRedis },
  Passport: { middleware: true, open: passport },
};

const userOf = async (userId: string) => ({ accountName: userId });
const LIFETIME_SECONDS = 8 * 3600;

async function ironSession({ mfa, clock }: SessionParts): Promise<OpenSessions> {
  const { createSessionHost } = await import('@factorkit/http');
  const { getIronSession } = await import('iron-session');
  const sessionOf = (visit: Visit) =>
    getIronSession<{ factorkit?: SessionRecord }>(
      {
        get(name) {
          const value = new RegExp(`(?:^|; )${name}=([^;]*)`).exec(visit.header('cookie') ?? '')?.[1];
          return value === undefined ? undefined : { name, value: decodeURIComponent(value) };
        },
        set: (name, value, { maxAge }) =>
          visit.setCookie(
            `${name}=${encodeURIComponent(value)}; Path=/; HttpOnly; Max-Age=${value === '' ? 0 : maxAge}`,
          ),
      },
      { cookieName: 'portal', password: 'at least thirty-two characters, for tests' },
    );
  const place: SessionPlace<Visit> = {
    read: async (visit) => (await sessionOf(visit)).factorkit,
    async write(visit, record) {
      const session = await sessionOf(visit);
      session.factorkit = record;
      await session.save();
      return { kind: 'raised' };
    },
    remove: async (visit) => (await sessionOf(visit)).destroy(),
  };
  const spentIds = createSpentIds();
  return {
    host: createSessionHost({
      ...{ mfa: stampOf(mfa), userOf, place, spentIds, clock, lifetimeSeconds: LIFETIME_SECONDS },
    }),
    revokeSessions: async () => {},
  };
}

async function bearerTokens({ mfa, clock }: SessionParts): Promise<OpenSessions> {
  const { createBearerSessions } = await import('@factorkit/http');
  const { jwtVerify, SignJWT } = await import('jose');
  const key = crypto.getRandomValues(new Uint8Array(32));
  const { host } = createBearerSessions<Visit>({
    ...{ mfa: stampOf(mfa), userOf, spentIds: createSpentIds(), clock, lifetimeSeconds: LIFETIME_SECONDS },
    authorization: (visit) => visit.header('authorization'),
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key),
    verify: (token) =>
      jwtVerify(token, key, { algorithms: ['HS256'], currentDate: new Date(clock()) }).then(
        ({ payload }) => payload,
        () => undefined,
      ),
  });
  return { host, revokeSessions: async () => {} };
}

async function expressSession(parts: SessionParts): Promise<OpenSessions> {
  const { default: session } = await import('express-session');
  const { revokeStoredSessions } = await import('@factorkit/express/session');
  const store = new session.MemoryStore();
  return storedIn(store, revokeStoredSessions(store), parts);
}

async function connectPgSimple(parts: SessionParts): Promise<OpenSessions> {
  const { default: session } = await import('express-session');
  const { default: connect } = await import('connect-pg-simple');
  const { default: pg } = await import('pg');
  const { revokeSessionRows } = await import('@factorkit/express/session');
  const pool = new pg.Pool({ connectionString: parts.urls.postgres });
  const Store = connect(session);
  const options = { createTableIfMissing: true, pruneSessionInterval: false } as const;
  const opened = await storedIn(new Store({ pool, ...options }), revokeSessionRows({ pool }), parts);
  return { ...opened, close: () => pool.end() };
}

async function connectRedis(parts: SessionParts): Promise<OpenSessions> {
  const { RedisStore } = await import('connect-redis');
  const { createClient } = await import('redis');
  const { revokeStoredSessions } = await import('@factorkit/express/session');
  const client = await createClient({ url: parts.urls.redis }).connect();
  const store = new RedisStore({ client, prefix: `${crypto.randomUUID()}:` });
  return { ...(await storedIn(store, revokeStoredSessions(store), parts)), close: () => client.destroy() };
}

async function passport(parts: SessionParts): Promise<OpenSessions> {
  const { default: session } = await import('express-session');
  const { default: library } = await import('passport');
  const { Strategy } = await import('passport-local');
  const { revokeStoredSessions } = await import('@factorkit/express/session');
  const own = new library.Passport();
  own.use(
    new Strategy({ usernameField: 'name' }, (name, password, done) =>
      done(null, parts.isPassword(name, password) && { id: name }),
    ),
  );
  own.serializeUser((user, done) => done(null, Object(user).id));
  own.deserializeUser((id, done) => done(null, { id }));
  const store = new session.MemoryStore();
  const signedIn = (req: object, userId: string): void =>
    void Object.assign(Object(req).session, { passport: { user: userId } });
  const opened = await storedIn(store, revokeStoredSessions(store), parts, signedIn);
  const { host, middleware = [] } = opened;
  return {
    ...opened,
    middleware: [...middleware, own.session() as Middleware],
    host: {
      ...host,
      // As in a portal whose pages read `req.user`.
      async currentUser(visit) {
        const signedIn = await host.currentUser(visit);
        const { user } = (visit.context as ExpressContext).req;
        return Object(user).id === signedIn?.userId ? signedIn : undefined;
      },
    },
    checkPassword: (visit) =>
      new Promise((resolve, reject) => {
        const { req, res } = visit.context as ExpressContext;
        // Without a session: the password alone is not a sign-in.
        const check = own.authenticate('local', { session: false }, (error: unknown, user: unknown) =>
          error ? reject(error) : resolve(Boolean(user)),
        );
        check(req, res, reject);
      }),
  };
}

async function storedIn(
  store: import('express-session').Store,
  revokeSessions: OpenSessions['revokeSessions'],
  { mfa, clock }: SessionParts,
  signedIn?: (req: object, userId: string) => void,
): Promise<OpenSessions> {
  const { default: session } = await import('express-session');
  const { createExpressSessionHost } = await import('@factorkit/express/session');
  const host = createExpressSessionHost({
    ...{ mfa: stampOf(mfa), userOf, clock, lifetimeSeconds: LIFETIME_SECONDS },
    ...(signedIn && { signedIn }),
  });
  const of = ({ context }: Visit): ExpressContext => context as ExpressContext;
  return {
    host: {
      currentUser: (visit) => host.currentUser(of(visit)),
      raise: (visit, ...raised) => host.raise(of(visit), ...raised),
      signOut: (visit) => host.signOut(of(visit)),
    },
    revokeSessions,
    middleware: [
      session({ store, secret: 'for tests', resave: false, saveUninitialized: false }) as Middleware,
      ...(signedIn ? [host.checkSession as Middleware] : []),
    ],
  };
}

function stampOf(mfa: SessionParts['mfa']): Pick<Mfa, 'securityStamp'> {
  return { securityStamp: (input) => mfa().securityStamp(input) };
}

/** For one process; a portal has a table, or keys of Redis that expire. */
function createSpentIds(): SpentIds {
  const spent = new Set<string>();
  return {
    async spend(id) {
      if (spent.has(id)) return false;
      spent.add(id);
      return true;
    },
    isSpent: async (id) => spent.has(id),
  };
}
