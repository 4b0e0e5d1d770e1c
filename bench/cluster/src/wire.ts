import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The wire between the servers and their store, which can be cut, and on which answers get lost. */
export interface Wire {
  /** The store's address by way of this wire. */
  readonly url: string;
  /** Cuts about so many of the connections: 0 to 1. What was asked on them may have been done. */
  cut(share: number): void;
  /** From now on the answer to so many writes is thrown away, and the connection with it: 0 to 1. */
  loseAnswers(share: number): void;
  /** Connections that were cut, and answers to writes that came and were thrown away. */
  readonly counts: { readonly cut: number; readonly lost: number };
  close(): Promise<void>;
}

/** After the store's answer began: what is left of it is on its way, and is thrown away too. */
const REST_MS = 10;

interface Connection {
  readonly client: Socket;
  readonly upstream: Socket;
}

/** Opens a wire to a store. `write` tells a client's write in what it sends. */
export async function openWire(storeUrl: string, write: RegExp): Promise<Wire> {
  const store = new URL(storeUrl);
  const connections = new Set<Connection>();
  const counts = { cut: 0, lost: 0 };
  let lose = 0;

  const end = (connection: Connection): void => {
    connections.delete(connection);
    connection.client.destroy();
    connection.upstream.destroy();
  };
  const listener = createServer((client) => {
    const connection = { client, upstream: connect(Number(store.port), store.hostname) };
    const { upstream } = connection;
    connections.add(connection);
    let doomed = false;
    for (const socket of [client, upstream]) {
      socket
        .setNoDelay(true)
        .on('error', () => {})
        .on('close', () => end(connection));
    }
    client.on('data', (bytes) => {
      upstream.write(bytes);
      if (!doomed && lose > 0 && write.test(bytes.toString('latin1'))) doomed = Math.random() < lose;
    });
    let answered = false;
    upstream.on('data', (bytes) => {
      if (!doomed) client.write(bytes);
      if (!doomed || answered) return;
      answered = true;
      counts.lost += 1;
      setTimeout(() => end(connection), REST_MS);
    });
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');

  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  const url = new URL(storeUrl);
  url.port = String(address.port);
  return {
    url: url.href,
    counts,
    cut(share) {
      for (const connection of [...connections]) {
        if (Math.random() >= share) continue;
        counts.cut += 1;
        end(connection);
      }
    },
    loseAnswers(share) {
      lose = share;
    },
    async close() {
      for (const connection of [...connections]) end(connection);
      listener.close();
      await once(listener, 'close');
    },
  };
}
