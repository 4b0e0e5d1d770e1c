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

/** All routes as one function: `createMfaHandler` or `createSupportHandler`, with an empty `basePath`. */
export type Handle = (request: Request, context: NestContext) => Promise<Response>;

export interface Mount {
  readonly adapter: Adapter;
  readonly config: ApplicationConfig;
  readonly consumer: MiddlewareConsumer;
  /** Below the global prefix, without slashes at either end. */
  readonly path: string;
  readonly handle: Handle;
  /** Written to Nest's log, as the routes of controllers are. */
  readonly routes: OpenApiDocument['paths'];
}

/**
 * Mounts routes below a path. They are not controllers: a global guard of the portal would require a sign-in in the
 * middle of one, and a global interceptor could change the answer that the client expects.
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

/** The mount point, with the global prefix of the application. */
function prefixOf({ config, path }: Mount): string {
  const excluded = config
    .getGlobalPrefixOptions()
    .exclude?.some(({ pathRegex }) => pathRegex.test(`/${path}`));
  const parts = excluded ? [path] : [config.getGlobalPrefix(), path];
  return `/${parts.map(trimmed).filter(Boolean).join('/')}`;
}

/**
 * Mounts as middleware: after `app.use` and the root module's middleware, which start sessions, and before every
 * controller.
 */
function mountOnExpress({ consumer, path, handle }: Mount): void {
  const answer = async (req: ExpressRequest, res: ServerResponse): Promise<void> => {
    const request = requestOfExpress(req);
    if (request === undefined) res.writeHead(400).end();
    else await send(res, await handle(request, { req, res }));
  };
  consumer.apply(answer).forRoutes(path);
}

/** The members of a Fastify instance that are used. */
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

/** Mounts as a plug-in with a separate scope without body parsers: the routes read the original bytes. */
function mountOnFastify(mounting: Mount): void {
  const { adapter, handle } = mounting;
  // Nest's middleware adds the global prefix itself. A Fastify plug-in does not.
  const prefix = prefixOf(mounting);
  adapter.getInstance<FastifyScope>().register(
    async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
      scope.all('/*', async (request, reply) => {
        // RFC 9112 §3.2.2: a request line may contain a complete URL.
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
 * Checks a path as Nest's modules accept it, with or without slashes at either end.
 *
 * @throws MfaError `configuration-invalid` if it is invalid or the root, which would cover every page of the portal.
 */
export function checkedPath(path: string): string {
  const plain = trimmed(path);
  if (!/^[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/.test(plain)) {
    throw new MfaError('configuration-invalid', 'path: must be a path such as mfa or account/mfa');
  }
  return plain;
}

function trimmed(path: string): string {
  return path.replace(/^\/+|\/+$/g, '');
}
