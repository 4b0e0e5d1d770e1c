import { createRequireMfa, type ExpressContext, mfaRouter, supportRouter } from '@factorkit/express';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { type Harness, type Running, running } from '../harness.ts';
import { ALLOWED_ORIGINS, FRESH_APP, type Portal, type Reply } from '../portal.ts';
import type { Visit } from '../visit.ts';

export const onExpress: Harness = { name: 'Express 5', start: (portal) => start(portal, express) };

type ExpressModule = typeof express;

/** Another version of Express: the result of `require` of its package. */
export function onExpressOf(version: string, module: ExpressModule): Harness {
  return { name: `Express ${version}`, start: (portal) => start(portal, module) };
}

function start(portal: Portal, express: ExpressModule): Promise<Running> {
  const { mfa, clock } = portal;
  const host = portal.host(visitOf);
  const app = express();
  for (const middleware of portal.middleware ?? []) app.use(middleware);
  app.use('/account/mfa', mfaRouter({ mfa, host, clock, allowedOrigins: ALLOWED_ORIGINS }));
  app.use('/desk', supportRouter({ mfa, host: portal.deskHost(visitOf), clock }));
  app.use(express.json());
  app.post(
    '/login',
    waiting(async (req, res) => say(res, await portal.logIn(visitOf({ req, res }), req.body))),
  );
  app.post(
    '/password',
    waiting(async (req, res) => say(res, await portal.changePassword(visitOf({ req, res })))),
  );

  const requireMfa = createRequireMfa({ mfa, host });
  app.get('/payment', requireMfa(), (_req, res) => void res.json(portal.perform('payment')));
  app.get(
    '/payouts',
    requireMfa({ requirement: FRESH_APP }),
    (_req, res) => void res.json(portal.perform('payouts')),
  );
  if (mfa.actions.includes('payout')) {
    app.post(
      '/payouts',
      requireMfa({ action: 'payout' }),
      (req, res) => void res.json(portal.perform('payout', req.body)),
    );
  }
  app.use((error: unknown, _req: Request, res: Response, _next: NextFunction) => {
    portal.onError(error);
    res.status(500).json({ kind: 'broken' });
  });
  return new Promise((resolve) => {
    const server = app.listen(0, '127.0.0.1', () => resolve(running(server)));
  });
}

/** Express 4 does not await a promise. */
function waiting(handle: (req: Request, res: Response) => Promise<void>): RequestHandler {
  return (req, res, next) => void handle(req, res).catch(next);
}

function visitOf({ req, res }: ExpressContext): Visit {
  return {
    context: { req, res },
    header: (name) => req.get(name),
    ip: req.ip,
    setCookie: (line) => void res.append('set-cookie', line),
  };
}

function say(res: Response, { status, json }: Reply): void {
  res.status(status).json(json);
}
