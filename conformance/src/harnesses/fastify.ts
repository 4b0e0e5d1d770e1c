import type { Need } from '@factorkit/core';
import {
  createAssuranceGuard,
  createMfaHandler,
  createSupportHandler,
  type MfaHandler,
} from '@factorkit/http';
import { headersOf, webRequestOf } from '@factorkit/http/node';
import { type FastifyReply, type FastifyRequest, fastify, type preHandlerAsyncHookHandler } from 'fastify';
import { type Harness, running } from '../harness.ts';
import { ALLOWED_ORIGINS, FRESH_APP } from '../portal.ts';
import type { Visit } from '../visit.ts';

interface FastifyContext {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export const onFastify: Harness = {
  name: 'Fastify',
  async start(portal) {
    const { mfa, clock } = portal;
    const host = portal.host(visitOf);
    const app = fastify();

    const allowedOrigins = ALLOWED_ORIGINS;
    const users = createMfaHandler({ mfa, host, clock, allowedOrigins, basePath: '/account/mfa' });
    const desk = createSupportHandler({ mfa, host: portal.deskHost(visitOf), clock, basePath: '/desk' });
    // In a separate scope without body parsers: the handler reads the original bytes.
    app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      const mount = (path: string, handle: MfaHandler<FastifyContext>): void => {
        scope.all(path, async (request, reply) => {
          const { protocol, host } = request;
          const web = webRequestOf(request.raw, { protocol, host });
          return web === undefined
            ? reply.code(400).send()
            : reply.send(await handle(web, { request, reply }));
        });
      };
      mount('/account/mfa/*', users);
      mount('/desk/*', desk);
    });

    const guardFor = createAssuranceGuard({ mfa, host });
    const guarded = (need?: Need): preHandlerAsyncHookHandler => {
      const guard = guardFor(need);
      return async (request, reply) => {
        const judged = await guard({ headers: headersOf(request.raw) }, { request, reply });
        return judged.kind === 'pass' ? undefined : reply.send(await judged.respond());
      };
    };
    app.get('/payment', { preHandler: guarded() }, async () => portal.perform('payment'));
    app.get('/payouts', { preHandler: guarded({ requirement: FRESH_APP }) }, async () =>
      portal.perform('payouts'),
    );
    if (mfa.actions.includes('payout')) {
      app.post('/payouts', { preHandler: guarded({ action: 'payout' }) }, async ({ body }) =>
        portal.perform('payout', body),
      );
    }
    app.post('/login', async (request, reply) => {
      const { status, json } = await portal.logIn(visitOf({ request, reply }), request.body);
      return reply.code(status).send(json);
    });
    app.post('/password', async (request, reply) => {
      const { status, json } = await portal.changePassword(visitOf({ request, reply }));
      return reply.code(status).send(json);
    });
    app.setErrorHandler((error, _request, reply) => {
      portal.onError(error);
      return reply.code(500).send({ kind: 'broken' });
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    return running(app.server);
  },
};

function visitOf({ request, reply }: FastifyContext): Visit {
  return {
    context: { request, reply },
    header: (name) => request.headers[name]?.toString(),
    ip: request.ip,
    setCookie: (line) => void reply.header('set-cookie', line),
  };
}
