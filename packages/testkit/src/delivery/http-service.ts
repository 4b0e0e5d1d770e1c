import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request, read to its end. */
export interface ServiceRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a service does with a request: an answer, bytes as they are, none, or the end of the connection. */
export type ServiceReply =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | { readonly raw: string }
  | 'silence'
  | 'hang-up';

/** An HTTP service on this machine, for the harnesses of delivery adapters. */
export interface HttpService {
  /** `http://127.0.0.1:` and a port that was free. */
  readonly url: string;
  /** Stops to listen and ends every connection. */
  leave(): Promise<void>;
  /** Listens again, at the same address. */
  comeBack(): Promise<void>;
}

/**
 * Opens a service whose answers are in the test's hands. Each request has a connection of its own, so that none is found
 * half closed by the next.
 *
 * @example
 * ```ts
 * import { openHttpService } from '@factorkit/testkit';
 *
 * const service = await openHttpService(({ body }) => (body === '' ? 'hang-up' : { status: 204 }));
 * await fetch(service.url, { method: 'POST', body: 'Hello' }); // status 204
 * await service.leave();
 * ```
 */
export async function openHttpService(
  reply: (request: ServiceRequest) => ServiceReply | Promise<ServiceReply>,
): Promise<HttpService> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    answer(request, response, reply).catch(() => request.socket.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  await listen(0);
  const { port } = addressOf(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    comeBack: () => listen(port),
    leave: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  reply: (request: ServiceRequest) => ServiceReply | Promise<ServiceReply>,
): Promise<void> {
  const { method = '', url: path = '', headers, socket } = request;
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const answer = await reply({ method, path, headers, body: Buffer.concat(chunks).toString() });
  if (answer === 'silence') return;
  if (answer === 'hang-up') {
    socket.destroy();
  } else if ('raw' in answer) {
    socket.end(answer.raw);
  } else {
    response.writeHead(answer.status, { connection: 'close', ...answer.headers }).end(answer.body ?? '');
  }
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (typeof address !== 'object' || address === null) throw new TypeError('the service has no port');
  return address;
}
