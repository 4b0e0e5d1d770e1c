import type { ServerResponse } from 'node:http';
import { MfaError } from '@factorkit/core';
import type { OpenApiDocument } from '@factorkit/http';
import { Logger, type MiddlewareConsumer } from '@nestjs/common';
import type { ApplicationConfig } from '@nestjs/core';
import type { NestContext } from './context.ts';
import {
  type Adapter,
  type ExpressRequest,
  type FastifyReply,
  type FastifyRequest,
  platformOf,
  requestOfExpress,
  requestOfFastify,
  send,
} from './platform.ts';

/** Routes as one function: `createMfaHandler` or `createSupportHandler`, with the empty `basePath`. */
export type Handle = (request: Request, context: NestContext) => Promise<Response>;

export interface Mount {
  readonly adapter: Adapter;
  readonly config: ApplicationConfig;
  readonly consumer: MiddlewareConsumer;
  /** Below the global prefix, without slashes at its ends. */
  readonly path: string;
  readonly handle: Handle;
  /** Named in Nest's log, as those of controllers are. */
  readonly routes: OpenApiDocument['paths'];
}

/**
 * Puts routes below a path. They are no controllers: a global guard of the portal would ask for a sign-in in the middle
 * of one, and a global interceptor could wrap what the client waits for.
 */
export function mount(mounting: Mount): void {
  if (platformOf(mounting.adapter) === 'express') mountOnExpress(mounting);
  else mountOnFastify(mounting);
  const logger = new Logger('MfaModule');
  for (const [route, methods] of Object.entries(mounting.routes)) {
    for (const method of Object.keys(methods)) {
      logger.log(`Mapped {${prefixOf(mounting)}${route}, ${method.toUpperCase()}} route`);
    }
  }
}

/** Where the routes begin, with the global prefix of the application. */
function prefixOf({ config, path }: Mount): string {
  const excluded = config
    .getGlobalPrefixOptions()
    .exclude?.some(({ pathRegex }) => pathRegex.test(`/${path}`));
  const parts = excluded ? [path] : [config.getGlobalPrefix(), path];
  return `/${parts.map(trimmed).filter(Boolean).join('/')}`;
}

/** As middleware: behind `app.use` and the root module's own, where sessions begin; before every controller. */
function mountOnExpress({ consumer, path, handle }: Mount): void {
  const answer = async (req: ExpressRequest, res: ServerResponse): Promise<void> => {
    const request = requestOfExpress(req);
    if (request === undefined) res.writeHead(400).end();
    else await send(res, await handle(request, { req, res }));
  };
  consumer.apply(answer).forRoutes(path);
}

/** What is used of an instance of Fastify. */
interface FastifyScope {
  register(plugin: (scope: FastifyScope) => Promise<void>, options: { readonly prefix: string }): unknown;
  removeAllContentTypeParsers(): void;
  addContentTypeParser(
    type: string,
    parser: (request: FastifyRequest, payload: unknown, done: (error: null) => void) => void,
  ): unknown;
  all(
    path: string,
    handler: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ): unknown;
}

/** As a plug-in with a scope of its own, in which nobody parses: the routes read what came, byte for byte. */
function mountOnFastify(mounting: Mount): void {
  const { adapter, handle } = mounting;
  // Nest's middleware adds the global prefix itself; a plug-in of Fastify has to be told.
  const prefix = prefixOf(mounting);
  adapter.getInstance<FastifyScope>().register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.all('/*', async (request, reply) => {
        // RFC 9112 §3.2.2: a request line may hold a whole URL.
        const local = (request.raw.url ?? '').replace(/^[a-z]+:\/\/[^/]*/i, '');
        const url = local.slice(prefix.length);
        const web = requestOfFastify(request, url);
        const response =
          web === undefined
            ? new Response(null, { status: 400 })
            : await handle(web, { req: request, res: reply });
        await send(reply, response);
        return reply;
      });
    },
    { prefix },
  );
}

/**
 * A path as Nest's modules take one, with or without slashes at its ends.
 *
 * @throws MfaError `configuration-invalid` where it is none, or the root: every page of the portal would be behind it.
 */
export function checkedPath(path: string): string {
  const plain = trimmed(path);
  if (!/^[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/.test(plain)) {
    throw new MfaError('configuration-invalid', 'path: not a path such as mfa or account/mfa');
  }
  return plain;
}

function trimmed(path: string): string {
  return path.replace(/^\/+|\/+$/g, '');
}
