import type { Server } from 'node:http';
import type { Need } from '@factorkit/core';
import { createAssuranceGuard, createMfaHandler, createSupportHandler } from '@factorkit/http';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { type Harness, running } from '../harness.ts';
import { ALLOWED_ORIGINS, FRESH_APP } from '../portal.ts';
import type { Visit } from '../visit.ts';

interface OnNode {
  Bindings: HttpBindings;
}

export const hono: Harness = {
  name: 'Hono',
  start(portal) {
    const { mfa, clock } = portal;
    const host = portal.host(visitOf);
    const app = new Hono<OnNode>();

    const allowedOrigins = ALLOWED_ORIGINS;
    const users = createMfaHandler({ mfa, host, clock, allowedOrigins, basePath: '/account/mfa' });
    const desk = createSupportHandler({ mfa, host: portal.deskHost(visitOf), clock, basePath: '/desk' });
    app.all('/account/mfa/*', async (c) => send(c, await users(c.req.raw, c)));
    app.all('/desk/*', async (c) => send(c, await desk(c.req.raw, c)));

    const guardFor = createAssuranceGuard({ mfa, host });
    const guarded = (need?: Need): MiddlewareHandler<OnNode> => {
      const guard = guardFor(need);
      return async (c, next) => {
        const judged = await guard(c.req.raw, c);
        return judged.kind === 'pass' ? next() : send(c, await judged.respond());
      };
    };
    app.get('/payment', guarded(), (c) => c.json(portal.perform('payment')));
    app.get('/payouts', guarded({ requirement: FRESH_APP }), (c) => c.json(portal.perform('payouts')));
    if (mfa.actions.includes('payout')) {
      app.post('/payouts', guarded({ action: 'payout' }), async (c) =>
        c.json(portal.perform('payout', await c.req.json())),
      );
    }
    app.post('/login', async (c) => {
      const { status, json } = await portal.logIn(visitOf(c), await c.req.json());
      return send(c, Response.json(json, { status }));
    });
    app.post('/password', async (c) => {
      const { status, json } = await portal.changePassword(visitOf(c));
      return send(c, Response.json(json, { status }));
    });
    app.onError((error, c) => {
      portal.onError(error);
      return c.json({ kind: 'broken' }, 500);
    });
    return running(createAdaptorServer({ fetch: app.fetch }) as Server);
  },
};

/** With the cookies that were set on the context, which a bare Response would not send. */
function send(c: Context<OnNode>, response: Response): Response {
  return c.newResponse(response.body, response);
}

function visitOf(c: Context<OnNode>): Visit {
  return {
    context: c,
    header: (name) => c.req.header(name),
    ip: c.env.incoming.socket.remoteAddress,
    setCookie: (line) => c.header('set-cookie', line, { append: true }),
  };
}
