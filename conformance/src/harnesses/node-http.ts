import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Need } from '@factorkit/core';
import { createAssuranceGuard, createMfaHandler, createSupportHandler } from '@factorkit/http';
import { headersOf, type NodeContext, nodeListener, sendWebResponse } from '@factorkit/http/node';
import { type Harness, running } from '../harness.ts';
import { ALLOWED_ORIGINS, FRESH_APP, type Reply } from '../portal.ts';
import type { Visit } from '../visit.ts';

type Listener = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

export const nodeHttp: Harness = {
  name: 'node:http',
  start(portal) {
    const { mfa, clock } = portal;
    const host = portal.host(visitOf);
    const allowedOrigins = ALLOWED_ORIGINS;
    const users = nodeListener(
      createMfaHandler({ mfa, host, clock, allowedOrigins, basePath: '/account/mfa' }),
    );
    const desk = nodeListener(
      createSupportHandler({ mfa, host: portal.deskHost(visitOf), clock, basePath: '/desk' }),
    );
    const guardFor = createAssuranceGuard({ mfa, host });
    const guarded = (need: Need | undefined, listener: Listener): Listener => {
      const guard = guardFor(need);
      return async (req, res) => {
        const judged = await guard({ headers: headersOf(req) }, { req, res });
        if (judged.kind === 'pass') return listener(req, res);
        await sendWebResponse(res, await judged.respond());
      };
    };
    const routes = new Map<string, Listener>([
      [
        'POST /login',
        async (req, res) => say(res, await portal.logIn(visitOf({ req, res }), await bodyOf(req))),
      ],
      ['POST /password', async (req, res) => say(res, await portal.changePassword(visitOf({ req, res })))],
      [
        'GET /payment',
        guarded(undefined, async (_, res) => say(res, { status: 200, json: portal.perform('payment') })),
      ],
      [
        'GET /payouts',
        guarded({ requirement: FRESH_APP }, async (_, res) =>
          say(res, { status: 200, json: portal.perform('payouts') }),
        ),
      ],
    ]);
    if (mfa.actions.includes('payout')) {
      const payOut: Listener = async (req, res) =>
        say(res, { status: 200, json: portal.perform('payout', await bodyOf(req)) });
      routes.set('POST /payouts', guarded({ action: 'payout' }, payOut));
    }
    const answer: Listener = async (req, res) => {
      const { method, url = '' } = req;
      if (pathOf(url).startsWith('/account/mfa/')) return users(req, res);
      if (pathOf(url).startsWith('/desk/')) return desk(req, res);
      const listener = routes.get(`${method} ${url}`);
      if (listener === undefined) say(res, { status: 404, json: { kind: 'nothing-here' } });
      else await listener(req, res);
    };
    return running(
      createServer((req, res) => {
        answer(req, res).catch((error: unknown) => {
          portal.onError(error);
          say(res, { status: 500, json: { kind: 'broken' } });
        });
      }),
    );
  },
};

function visitOf({ req, res }: NodeContext): Visit {
  return {
    context: { req, res },
    header: (name) => req.headers[name]?.toString(),
    ip: req.socket.remoteAddress,
    setCookie: (line) => void res.appendHeader('set-cookie', line),
  };
}

/** A request line may contain a complete URL (RFC 9112 §3.2.2). */
function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, '');
}

async function bodyOf(req: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

function say(res: ServerResponse, { status, json }: Reply): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}
