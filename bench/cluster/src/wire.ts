import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** The connection between the servers and their store. It can be cut, and answers can be dropped. */
export interface Wire {
  /** The store's address through this proxy. */
  readonly url: string;
  /** Cuts this share of the connections: 0 to 1. Pending requests may have been carried out. */
  cut(share: number): void;
  /** From now on drops the answer to this share of writes, and the connection with it: 0 to 1. */
  loseAnswers(share: number): void;
  /** The numbers of cut connections and of dropped answers to writes. */
  readonly counts: { readonly cut: number; readonly lost: number };
  close(): Promise<void>;
}

/** After an answer has started, the rest of it is on its way and is dropped too. */
const REST_MS = 10;

interface Connection {
  readonly client: Socket;
  readonly upstream: Socket;
}

/** Opens a proxy to a store. `write` matches a client's write in the data that it sends. */
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
