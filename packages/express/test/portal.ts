import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type Assurance, type AuditEvent, createMfa, type StorageAdapter, totp } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import type { Policy } from '@factorkit/core/policy';
import { createFakeClock, createSeededRandom, type FakeClock } from '@factorkit/testkit';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { type ExpressHost, mfaRouter, requireMfa, setChallengeCookie } from '../src/index.ts';

/** A portal as small as one can be: passwords in a map, sessions in another, Factorkit between the two. */
export interface TestPortal {
  readonly origin: string;
  readonly clock: FakeClock;
  /** Session ids that are alive, oldest first. */
  sessionIds(): readonly string[];
  /** What the host was told of by `onError`. */
  readonly errors: readonly unknown[];
  /** What the engine wrote into the audit trail. */
  readonly events: readonly AuditEvent[];
  /** How many connections were ever opened to it. */
  connections(): number;
  /** From now on the session store fails. */
  breakSessions(): void;
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
  const events: AuditEvent[] = [];
  let broken = false;
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
      onEvent: (event) => void events.push(event),
      async revokeSessions(userId, { except }) {
        for (const [id, session] of sessions) {
          if (session.userId === userId && id !== except) sessions.delete(id);
        }
      },
    },
  });
  const start = (req: Request, res: Response, session: PortalSession): void => {
    if (broken) throw new Error('the session store is down');
    sessions.delete(sessionIdOf(req));
    const id = randomUUID();
    sessions.set(id, session);
    res.append('set-cookie', `sid=${id}; Path=/; HttpOnly`);
  };
  const host: ExpressHost = {
    async currentUser({ req }) {
      const sessionId = sessionIdOf(req);
      const session = sessions.get(sessionId);
      return session && { ...session, user: { accountName: session.userId }, sessionId };
    },
    raise: async ({ req, res }, assurance) => start(req, res, { userId: assurance.userId, assurance }),
    async signOut({ req, res }) {
      sessions.delete(sessionIdOf(req));
      res.append('set-cookie', 'sid=; Path=/; HttpOnly; Max-Age=0');
    },
    source: ({ req }) => ({ ip: req.ip ?? '' }),
    onError: (_, error) => errors.push(error),
  };
  const mounted = mfaRouter({ mfa, host, clock: clock.now, allowedOrigins: ['https://app.example'] });

  const app = express();
  for (const handler of before) app.use('/account', handler);
  app.post('/login', express.json(), async (req, res) => {
    const { name, password, native } = req.body;
    if (PASSWORDS.get(name) !== password) return void res.status(401).json({ kind: 'wrong-password' });
    const outcome = await mfa.beginSignIn({
      userId: name,
      user: { accountName: name },
      firstFactor: { method: 'password' },
    });
    if (outcome.kind === 'complete') start(req, res, { userId: name, assurance: outcome.assurance });
    if (native) return void res.json(outcome);
    setChallengeCookie(res, outcome);
    res.json({ kind: outcome.kind });
  });
  app.use('/account/mfa', mounted);
  const assurance = (req: Request): Assurance | undefined => sessions.get(sessionIdOf(req))?.assurance;
  app.get('/payouts', requireMfa({ assurance, maxAgeSeconds: 900, clock: clock.now }), (_, res) => {
    res.json({ kind: 'payouts' });
  });

  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    clock,
    sessionIds: () => [...sessions.keys()],
    errors,
    events,
    connections: () => connections,
    breakSessions() {
      broken = true;
    },
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
