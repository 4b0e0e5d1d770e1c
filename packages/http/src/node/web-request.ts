import type { IncomingMessage } from 'node:http';
import { nodeBody } from './node-body.ts';

/** How the browser sees the request; behind a proxy only the framework can tell. */
export interface SeenFromOutside {
  /** `http` or `https`. */
  readonly protocol: string;
  /** With the port: `portal.example:8443`. */
  readonly host: string | undefined;
  /** Path and query as the handler is to see them. Defaults to `req.url`. */
  readonly url?: string | undefined;
  /** What a body parser made of the body: text, bytes, or what its JSON said. Not looked at while the body is unread. */
  readonly body?: unknown;
}

/**
 * The Web request behind a Node one. `undefined` where there can be none, which 400 answers: the Host header is missing
 * or not a host, or the method is one that the Fetch standard does not have (CONNECT, TRACE, TRACK).
 *
 * The body is read when the handler asks for it and not before. Where something else has read it, hand in what that
 * left, as `body`.
 *
 * @throws TypeError where something else read the body and nothing was handed in.
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
  // Not `new URL(req.url, base)`: a path that begins with two slashes would name another host.
  const url = `${protocol}://${host ?? ''}${(given ?? '').replace(/^[a-z]+:\/\/[^/]*/i, '')}`;
  if (!URL.canParse(url)) return undefined;
  const headers = headersOf(req);
  const init: RequestInit & { duplex: 'half' } = { method, headers, duplex: 'half' };
  const body = nodeBody(req, left);
  // What compressed the bytes that came was undone with them. (Their length still says how much was sent.)
  if (body.kind === 'parsed') headers.delete('content-encoding');
  return new Request(url, body.kind === 'none' ? init : { ...init, body: body.content });
}

/** The headers of a Node request: all that a guard looks at. */
export function headersOf(req: Pick<IncomingMessage, 'headers'>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    for (const line of [value ?? []].flat()) headers.append(name, line);
  }
  return headers;
}
