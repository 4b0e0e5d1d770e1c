import type { IncomingMessage, ServerResponse } from 'node:http';
import { MfaError } from '@factorkit/core';
import { sendWebResponse, webRequestOf } from '@factorkit/http/node';
import type { HttpAdapterHost } from '@nestjs/core';

/** The adapter of this application: Express' or Fastify's. */
export type Adapter = HttpAdapterHost['httpAdapter'];

/** What is used of a request of Express. */
export interface ExpressRequest extends IncomingMessage {
  readonly protocol: string;
  readonly host?: string;
  readonly body?: unknown;
  /** Where the application was made with `rawBody: true`: what came, before it was parsed. */
  readonly rawBody?: Uint8Array;
}

/** What is used of a request of Fastify. */
export interface FastifyRequest {
  readonly raw: IncomingMessage & { readonly body?: unknown };
  readonly protocol: string;
  readonly host: string;
  readonly headers: IncomingMessage['headers'];
}

/** What is used of a reply of Fastify. */
export interface FastifyReply {
  code(status: number): FastifyReply;
  header(name: string, value: string): FastifyReply;
  send(body: Uint8Array): FastifyReply;
}

/**
 * Which platform the application runs on.
 *
 * @throws MfaError `configuration-invalid` on any other than the two: a mount that nobody tested is no mount.
 */
export function platformOf(adapter: Adapter): 'express' | 'fastify' {
  const type = adapter.getType();
  if (type === 'express' || type === 'fastify') return type;
  throw new MfaError('configuration-invalid', 'Factorkit runs on the Express and Fastify platforms of Nest');
}

/** The Web request behind one of Express, its URL as seen from where the routes are mounted. */
export function requestOfExpress(req: ExpressRequest): Request | undefined {
  // What was parsed has lost which key stood twice; the bytes still say so.
  return webRequestOf(req, { protocol: req.protocol, host: req.host, body: req.rawBody ?? req.body });
}

/** The Web request behind one of Fastify. `url` is its path as seen from where the routes are mounted. */
export function requestOfFastify({ raw, protocol, host }: FastifyRequest, url: string): Request | undefined {
  return webRequestOf(raw, { protocol, host, url, body: raw.body });
}

/** Sends a Web response by the response of Express, of Node where middleware failed, or of Fastify. */
export async function send(res: ServerResponse | FastifyReply, response: Response): Promise<void> {
  if ('writeHead' in res) return sendWebResponse(res, response);
  const body = new Uint8Array(await response.arrayBuffer());
  res.code(response.status);
  // RFC 6265 §3: each cookie has a header of its own. `header` adds to those that plug-ins have set.
  for (const [name, value] of response.headers) res.header(name, value);
  // Through the reply, so that the hooks of session and cookie plug-ins see it; as bytes, which nothing serialises.
  res.send(body);
}
