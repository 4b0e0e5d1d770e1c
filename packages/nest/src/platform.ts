import type { IncomingMessage, ServerResponse } from 'node:http';
import { MfaError } from '@factorkit/core';
import { sendWebResponse, webRequestOf } from '@factorkit/http/node';
import type { HttpAdapterHost } from '@nestjs/core';

/** The adapter of this application: Express or Fastify. */
export type Adapter = HttpAdapterHost['httpAdapter'];

/** The members of an Express request that are used. */
export interface ExpressRequest extends IncomingMessage {
  readonly protocol: string;
  readonly host?: string;
  readonly body?: unknown;
  /** The original bytes. Only present if the application was created with `rawBody: true`. */
  readonly rawBody?: Uint8Array;
}

/** The members of a Fastify request that are used. */
export interface FastifyRequest {
  readonly raw: IncomingMessage & { readonly body?: unknown };
  readonly protocol: string;
  readonly host: string;
  readonly headers: IncomingMessage['headers'];
}

/** The members of a Fastify reply that are used. */
export interface FastifyReply {
  code(status: number): FastifyReply;
  header(name: string, value: string): FastifyReply;
  send(body: Uint8Array): FastifyReply;
}

/**
 * The platform of the application.
 *
 * @throws MfaError `configuration-invalid` for any other platform: it would be untested.
 */
export function platformOf(adapter: Adapter): 'express' | 'fastify' {
  const type = adapter.getType();
  if (type === 'express' || type === 'fastify') return type;
  throw new MfaError('configuration-invalid', 'Factorkit runs on the Express and Fastify platforms of Nest');
}

/** The Web request of an Express request. Its URL starts at the mount point. */
export function requestOfExpress(req: ExpressRequest): Request | undefined {
  // A parser hides duplicate keys. The bytes still contain them.
  return webRequestOf(req, { protocol: req.protocol, host: req.host, body: req.rawBody ?? req.body });
}

/** The Web request of a Fastify request. `url` is its path from the mount point. */
export function requestOfFastify({ raw, protocol, host }: FastifyRequest, url: string): Request | undefined {
  return webRequestOf(raw, { protocol, host, url, body: raw.body });
}

/** Sends a Web response with the response of Express, of Node (if middleware failed) or of Fastify. */
export async function send(res: ServerResponse | FastifyReply, response: Response): Promise<void> {
  if ('writeHead' in res) return sendWebResponse(res, response);
  const body = new Uint8Array(await response.arrayBuffer());
  res.code(response.status);
  // RFC 6265 §3: each cookie needs a separate header. `header` adds to those that plug-ins have set.
  for (const [name, value] of response.headers) res.header(name, value);
  // Sent through the reply, so that hooks of session and cookie plug-ins see it, and as bytes, so that nothing
  // serialises it.
  res.send(body);
}
