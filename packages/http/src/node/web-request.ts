import type { IncomingMessage } from 'node:http';
import { nodeBody } from './node-body.ts';

/** The request as the browser sees it. Behind a proxy only the framework knows. @inline */
export type SeenFromOutside = {
  /** `http` or `https`. */
  readonly protocol: string;
  /** With the port: `portal.example:8443`. */
  readonly host: string | undefined;
  /**
   * The path and query for the handler.
   *
   * @defaultValue `req.url`
   */
  readonly url?: string | undefined;
  /** The result of a body parser: text, bytes or parsed JSON. Ignored while the body is unread. */
  readonly body?: unknown;
};

/**
 * Converts a Node request to a Web `Request`. Returns `undefined` if that is impossible (answer 400): the Host header
 * is missing or not a host, or the Fetch standard does not have the method (CONNECT, TRACE, TRACK).
 *
 * The body is read only when the handler asks for it. If a body parser has read it, pass its result as `body`.
 *
 * @throws TypeError if the body was read and `body` is missing.
 * @example
 * ```ts
 * import { sendWebResponse, webRequestOf } from '@factorkit/http/node';
 *
 * const request = webRequestOf(req, { protocol: 'https', host: req.headers.host });
 * if (request === undefined) res.writeHead(400).end();
 * else await sendWebResponse(res, await handle(request, { req, res }));
 * ```
 */
export function webRequestOf(
  req: IncomingMessage,
  { protocol, host, url: given = req.url, body: left }: SeenFromOutside,
): Request | undefined {
  const method = req.method ?? 'GET';
  if (['CONNECT', 'TRACE', 'TRACK'].includes(method.toUpperCase())) return undefined;
  // Not `new URL(req.url, base)`: a path that starts with two slashes would name another host.
  const base = `${protocol}://${host ?? ''}`;
  const url = `${base}${(given ?? '').replace(/^[a-z]+:\/\/[^/]*/i, '')}`;
  if (!isHostAlone(base) || !URL.canParse(url)) return undefined;
  const headers = headersOf(req);
  const init: RequestInit & { duplex: 'half' } = { method, headers, duplex: 'half' };
  const body = nodeBody(req, left);
  // The parser decompressed the body. (`Content-Length` still is the number of bytes sent.)
  if (body.kind === 'parsed') headers.delete('content-encoding');
  return new Request(url, body.kind === 'none' ? init : { ...init, body: body.content });
}

/** A Host header is text of the sender's: with a path, a query or a user in it the URL would be another one. */
function isHostAlone(base: string): boolean {
  if (/[/?#@\\]/.test(base.replace('://', ''))) return false;
  return URL.canParse(base);
}

/** The headers of a Node request, which are all that a guard reads. */
export function headersOf(req: Pick<IncomingMessage, 'headers'>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    for (const line of [value ?? []].flat()) headers.append(name, line);
  }
  return headers;
}
