import type { Request as ExpressRequest } from 'express';

/**
 * The Web request behind an Express one, its URL as seen from where the router is mounted. `undefined` where the
 * request has none: the Host header is missing or not a host.
 *
 * @throws TypeError where other middleware read the body and left nothing in `req.body`.
 */
export function webRequest(req: ExpressRequest): Request | undefined {
  // Not `new URL(req.url, base)`: a path that begins with two slashes would name another host.
  const url = `${req.protocol}://${req.host ?? ''}${req.url.replace(/^[a-z]+:\/\/[^/]*/i, '')}`;
  if (!URL.canParse(url)) return undefined;
  const headers = headersOf(req);
  const init: RequestInit & { duplex: 'half' } = { method: req.method, headers, duplex: 'half' };
  const body = bodyOf(req);
  // What compressed the bytes that came was undone with them. (Their length still says how much was sent.)
  if (body.kind === 'parsed') headers.delete('content-encoding');
  return new Request(url, body.kind === 'none' ? init : { ...init, body: body.content });
}

/** The headers of an Express request. */
export function headersOf(req: ExpressRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    for (const line of [value ?? []].flat()) headers.append(name, line);
  }
  return headers;
}

type Body =
  | { readonly kind: 'none' }
  | { readonly kind: 'unread'; readonly content: ReadableStream<Uint8Array> }
  | { readonly kind: 'parsed'; readonly content: string | Uint8Array<ArrayBuffer> };

/** A body is read once: here, or by middleware before us, which then left what it made of it. */
function bodyOf(req: ExpressRequest): Body {
  const empty = req.headers['transfer-encoding'] === undefined && !Number(req.headers['content-length']);
  if (empty || req.method === 'GET' || req.method === 'HEAD') return { kind: 'none' };
  if (!req.readableDidRead) return { kind: 'unread', content: streamOf(req) };
  const parsed: unknown = req.body;
  if (parsed === undefined)
    throw new TypeError('other middleware read the body and did not leave it in req.body');
  if (typeof parsed === 'string') return { kind: 'parsed', content: parsed };
  if (parsed instanceof Uint8Array) return { kind: 'parsed', content: new Uint8Array(parsed) };
  return { kind: 'parsed', content: JSON.stringify(parsed) };
}

/** Reads nothing before it is asked: a body that nobody reads is then dropped by Node, and the connection goes on. */
function streamOf(req: ExpressRequest): ReadableStream<Uint8Array> {
  let state: 'untouched' | 'reading' | 'cancelled' = 'untouched';
  const listen = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    req.on('data', (chunk: Uint8Array) => {
      if (state === 'cancelled') return;
      controller.enqueue(chunk);
      req.pause();
    });
    req.once('end', () => state === 'cancelled' || controller.close());
    req.once('error', (error) => state === 'cancelled' || controller.error(error));
  };
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (state === 'untouched') listen(controller);
        state = 'reading';
        req.resume();
      },
      cancel() {
        state = 'cancelled';
        // Too long: the rest is read and dropped, since closing now could lose the answer that says so.
        req.resume();
      },
    },
    { highWaterMark: 0 },
  );
}
