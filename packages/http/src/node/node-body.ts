import type { IncomingMessage } from 'node:http';

export type NodeBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'unread'; readonly content: ReadableStream<Uint8Array> }
  | { readonly kind: 'parsed'; readonly content: string | Uint8Array<ArrayBuffer> };

/** A body can be read only once: here, or by a parser that ran before and left its result. */
export function nodeBody(req: IncomingMessage, left: unknown): NodeBody {
  const empty = req.headers['transfer-encoding'] === undefined && !Number(req.headers['content-length']);
  if (empty || req.method === 'GET' || req.method === 'HEAD') return { kind: 'none' };
  if (!req.readableDidRead) return { kind: 'unread', content: streamOf(req) };
  if (left === undefined)
    throw new TypeError('a body parser read the body but passed no result: pass it as `body`');
  if (typeof left === 'string') return { kind: 'parsed', content: left };
  if (left instanceof Uint8Array) return { kind: 'parsed', content: new Uint8Array(left) };
  return { kind: 'parsed', content: isForm(req) ? formOf(left) : JSON.stringify(left) };
}

function isForm({ headers }: IncomingMessage): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '');
}

/** Encodes a parsed form again. A list is a field that occurred several times. */
function formOf(left: unknown): string {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(Object(left))) {
    for (const one of [value].flat())
      fields.append(name, typeof one === 'string' ? one : JSON.stringify(one));
  }
  return fields.toString();
}

/** Reads only on demand. If nobody reads the body, Node drops it and keeps the connection. */
function streamOf(req: IncomingMessage): ReadableStream<Uint8Array> {
  let state: 'untouched' | 'reading' | 'done' = 'untouched';
  const listen = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    req.on('data', (chunk: Uint8Array) => {
      if (state === 'done') return;
      controller.enqueue(chunk);
      req.pause();
    });
    req.once('end', () => {
      if (state !== 'done') controller.close();
      state = 'done';
    });
    const brokenOff = (): void => {
      if (state !== 'done') controller.error(new TypeError('the client went away'));
      state = 'done';
    };
    req.once('close', brokenOff);
    // Already closed: no event will follow.
    if (req.destroyed) brokenOff();
  };
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (state === 'untouched') {
          state = 'reading';
          listen(controller);
        }
        req.resume();
      },
      cancel() {
        state = 'done';
        // Too long: the rest is read and dropped, because closing now could lose the answer.
        req.resume();
      },
    },
    { highWaterMark: 0 },
  );
}
