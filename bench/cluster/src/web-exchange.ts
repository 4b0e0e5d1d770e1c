import type { IncomingMessage, ServerResponse } from 'node:http';

/** Converts a request of node:http to a Web request. */
export async function toWeb(incoming: IncomingMessage): Promise<Request> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part);
  const { method = 'GET', url = '/', headers } = incoming;
  const given = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string') given.set(name, value);
  }
  const body = Buffer.concat(parts);
  return new Request(new URL(url, `http://${headers.host ?? 'localhost'}`), {
    method,
    headers: given,
    ...(method === 'GET' || body.length === 0 ? {} : { body }),
  });
}

/** Sends a Web response with additional headers. */
export async function sendWeb(outgoing: ServerResponse, response: Response, more: Headers): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of [...response.headers, ...more]) outgoing.appendHeader(name, value);
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}
