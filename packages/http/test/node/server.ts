import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Listening {
  readonly origin: string;
  readonly server: Server;
  /** Opens a connection, writes this, and gives what came back once the server has closed it. */
  raw(text: string): Promise<string>;
}

/** A server of Node's own, closed when the test is over. */
export async function listen(
  listener: (req: IncomingMessage, res: ServerResponse) => unknown,
): Promise<Listening> {
  const server = createServer((req, res) => void listener(req, res));
  const { port } = await new Promise<AddressInfo>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address);
    });
  });
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return {
    origin: `http://127.0.0.1:${port}`,
    server,
    async raw(text) {
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      let answer = '';
      for await (const chunk of socket) answer += String(chunk);
      return answer;
    },
  };
}
