import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type Assurance, createMfa, type Mfa, type StorageAdapter, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import type { Policy } from '@factorkit/core/policy';
import { createFakeClock, createSeededRandom, type FakeClock } from '@factorkit/testkit';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import {
  createRequireMfa,
  deviceTokenOf,
  type ExpressHost,
  mfaRouter,
  type Raised,
  setSignInCookies,
} from '../src/index.ts';

/** A portal as small as one can be: passwords in a map, sessions in another, Factorkit between the two. */
export interface TestPortal {
  readonly origin: string;
  readonly clock: FakeClock;
  readonly mfa: Mfa;
  /** What went through a guard. */
  readonly done: readonly string[];
  /** What the host was told of by `onError`. */
  readonly errors: readonly unknown[];
  close(): Promise<void>;
}

export interface TestPortalOptions {
  readonly policy: Policy;
  /** What the portal does with every request before Factorkit sees it. */
  readonly before?: readonly RequestHandler[];
  readonly storage?: StorageAdapter;
}

interface PortalSession {
  readonly userId: string;
  readonly assurance: Assurance;
}

export const PASSWORDS: ReadonlyMap<string, string> = new Map([
  ['anna', 'correct-horse-anna'],
  ['bert', 'battery-staple-bert'],
]);

export async function startPortal({
  policy,
  before = [express.json()],
  storage = createMemoryStorage(),
}: TestPortalOptions): Promise<TestPortal> {
  const clock = createFakeClock({ nowMs: Date.UTC(2026, 10, 1, 12) });
  const sessions = new Map<string, PortalSession>();
  const errors: unknown[] = [];
  const done: string[] = [];
  const mfa = createMfa({
    issuer: 'Test Portal',
    keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }],
    storage,
    methods: [totp()],
    policy,
    clock: clock.now,
    random: createSeededRandom(11),
    portal: {
      verifyPassword: async (userId, password) => PASSWORDS.get(userId) === password,
      contacts: async () => [],
      notify: async () => {},
      async revokeSessions(userId, { except }) {
        for (const [id, session] of sessions) {
          if (session.userId === userId && id !== except) sessions.delete(id);
        }
      },
    },
  });
  const start = (req: Request, res: Response, session: PortalSession, replaces?: string): Raised => {
    const alive = sessions.delete(sessionIdOf(req));
    if (replaces !== undefined && !alive) return { kind: 'session-ended' };
    const id = randomUUID();
    sessions.set(id, session);
    res.append('set-cookie', `sid=${id}; Path=/; HttpOnly`);
    return { kind: 'raised' };
  };
  const host: ExpressHost = {
    async currentUser({ req }) {
      const sessionId = sessionIdOf(req);
      const session = sessions.get(sessionId);
      return session && { ...session, user: { accountName: session.userId }, sessionId };
    },
    raise: async ({ req, res }, assurance, { replaces }) =>
      start(req, res, { userId: assurance.userId, assurance }, replaces),
    async signOut({ req, res }) {
      sessions.delete(sessionIdOf(req));
      res.append('set-cookie', 'sid=; Path=/; HttpOnly; Max-Age=0');
    },
    onError: (_, error) => errors.push(error),
  };
  const mounted = mfaRouter({ mfa, host, clock: clock.now });

  const app = express();
  for (const handler of before) app.use('/account', handler);
  app.post('/login', express.json(), async (req, res) => {
    const { name, password } = req.body;
    const deviceToken = deviceTokenOf(req);
    if (PASSWORDS.get(name) !== password) return void res.status(401).json({ kind: 'wrong-password' });
    const outcome = await mfa.beginSignIn({
      userId: name,
      user: { accountName: name },
      firstFactor: { method: 'password' },
      ...(deviceToken && { deviceToken }),
    });
    if (outcome.kind === 'complete') start(req, res, { userId: name, assurance: outcome.assurance });
    setSignInCookies(res, outcome, {}, clock.now());
    res.json({ kind: outcome.kind });
  });
  app.use('/account/mfa', mounted);
  const requireMfa = createRequireMfa({ mfa, host });
  const doing =
    (what: string): RequestHandler =>
    (_req, res) => {
      done.push(what);
      res.json({ kind: what });
    };
  app.get('/payment', requireMfa(), doing('payment'));
  const withPages = createRequireMfa({
    mfa,
    host,
    refuse: async (req, res, next, { refused, answer }) => {
      if (req.query.next === 'on') return next();
      if (req.query.next === 'broken') return next(new Error('the page is gone'));
      if (req.accepts(['json', 'html']) !== 'html') return answer();
      res.status(401).send(`<p>${refused.kind}</p>`);
    },
  });
  // A guard for an action that the policy does not name would stop the start.
  if (mfa.actions.includes('payout')) {
    app.use('/pages', withPages({ action: 'payout' }), doing('pages'));
  }
  app.use((_req, res) => void res.status(404).send('<p>nothing here</p>'));
  app.use((error: unknown, _req: Request, res: Response, _next: NextFunction) => {
    errors.push(error);
    res.status(500).send('<p>broken</p>');
  });

  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    clock,
    mfa,
    done,
    errors,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function sessionIdOf(req: Request): string {
  return /(?:^|; )sid=([^;]*)/.exec(req.headers.cookie ?? '')?.[1] ?? '';
}
