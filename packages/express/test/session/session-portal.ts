import { createMfa, type Mfa, type Portal, totp } from '@factorkit/core';
import { type Policy, presetS1 } from '@factorkit/core/policy';
import type { SessionHost, SessionHostOptions } from '@factorkit/http';
import { type Browser, createBrowser, createTestPorts, type FakeClock } from '@factorkit/testkit';
import express, { type Request, type RequestHandler } from 'express';
import { createRequireMfa, type ExpressContext, mfaRouter } from '../../src/index.ts';
import { keepRequest, repeatRequest } from '../../src/session/index.ts';
import { listen } from './listen.ts';

declare module 'express-session' {
  interface SessionData {
    userId: string;
    cart: string;
  }
}

export interface SessionPortal {
  readonly mfa: Mfa;
  readonly clock: FakeClock;
  readonly origin: string;
  /** The amounts that were paid out. */
  readonly paid: readonly unknown[];
  /** Runs once while the next password is checked in a session. */
  duringPassword(run: () => Promise<unknown>): void;
  /** Requests to `/slow-cart` wait from now on; the result lets them continue. */
  holdCarts(): () => void;
  browser(): Browser;
  close(): Promise<void>;
}

export interface SessionPortalOptions {
  readonly revokeSessions: NonNullable<Portal['revokeSessions']>;
  host(parts: HostParts): SessionHost<ExpressContext> & { readonly checkSession?: RequestHandler };
  /** The session library's, and what comes after it, such as Passport's. */
  readonly middleware: readonly RequestHandler[];
  /** Sets `req.user` after a right password. */
  readonly checkPassword?: RequestHandler;
  /** What the portal's own pages read, without Factorkit. */
  userOfPage(req: Request): unknown;
}

/** What every session host is made of here. */
export type HostParts = Omit<SessionHostOptions<ExpressContext>, 'place'>;

const policy: Policy = {
  ...presetS1,
  recovery: [],
  rules: [{ id: 'pay', actions: { payout: { of: ['totp'], maxAge: '5m', live: true } } }],
};

/** An Express portal with sessions of one kind. */
export async function startSessionPortal(options: SessionPortalOptions): Promise<SessionPortal> {
  const { revokeSessions, middleware, checkPassword = ownPasswordCheck, userOfPage } = options;
  const { ports, clock } = createTestPorts();
  let during = async (): Promise<unknown> => undefined;
  const verifyPassword = async (userId: string, password: string) => {
    const run = during;
    during = async () => undefined;
    await run();
    return password === `password of ${userId}`;
  };
  const portal = { revokeSessions, verifyPassword };
  const mfa = createMfa({ ...ports, issuer: 'Example', methods: [totp()], policy, portal });
  const userOf = async (userId: string) => ({ accountName: userId });
  const host = options.host({ mfa, userOf, lifetimeSeconds: 8 * 3600, clock: clock.now });
  const paid: unknown[] = [];
  let gate = Promise.resolve();

  const app = express();
  const [session, ...others] = middleware;
  for (const handler of [session, host.checkSession, ...others]) if (handler) app.use(handler);
  app.use(express.json(), express.urlencoded({ extended: false }));
  const routes = mfaRouter({ mfa, host, clock: clock.now });
  app.use('/mfa', routes);
  app.post('/login', checkPassword, async (req, res) => {
    const { id: userId } = Object(req.user);
    const firstFactor = { method: 'password' } as const;
    const after = { userId, user: { accountName: userId }, firstFactor };
    const { kind } = await routes.beginSignIn({ req, res }, after);
    res.json({ kind });
  });
  app.post('/logout', async (req, res) => {
    await host.signOut({ req, res });
    res.json({});
  });
  app.get('/me', async (req, res) => void res.json({ who: (await host.currentUser({ req, res }))?.userId }));
  app.get('/page', (req, res) => void res.json({ who: userOfPage(req), cart: req.session?.cart }));
  app.post('/cart', (req, res) => {
    req.session.cart = req.body.item;
    res.json({});
  });
  app.post('/slow-cart', async (req, res) => {
    await gate;
    req.session.cart = req.body.item;
    res.json({});
  });
  const requireMfa = createRequireMfa({
    ...{ mfa, host },
    refuse(req, res) {
      keepRequest(req, clock.now);
      res.redirect(303, '/confirm');
    },
  });
  app.post('/payouts', requireMfa({ action: 'payout' }), (req, res) => {
    paid.push(req.body.amount);
    res.json({ kind: 'paid', query: req.query });
  });
  app.get('/continue', repeatRequest({ otherwise: '/start', clock: clock.now }));

  const { origin, close } = await listen(app);
  return {
    ...{ mfa, clock, origin, paid, close },
    browser: () => createBrowser({ origin }),
    duringPassword(run) {
      during = run;
    },
    holdCarts() {
      let open = (): void => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => open();
    },
  };
}

const ownPasswordCheck: RequestHandler = (req, res, next) => {
  const { name, password } = req.body;
  if (password !== `password of ${name}`) return void res.status(401).json({ kind: 'wrong-password' });
  req.user = { id: name };
  next();
};
