import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A stretch of wire between clients and the server, at which a test listens and which it can cut. */
export interface Wire {
  /** The server's address by way of this wire. */
  readonly url: string;
  /** Round trips so far: how often a client asked and then waited for the answer. */
  trips(): number;
  /** Of the round trips from now on, cuts the connection of this one (from 1) when the answer is returning. */
  loseAnswer(trip: number): void;
  close(): Promise<void>;
}

/** ReadyForQuery, outside of a transaction: the last message of an answer, after the commit. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

export async function openWire(serverUrl: string): Promise<Wire> {
  const server = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let trips = 0;
  let lose: number | undefined;

  const listener = createServer((client) => {
    const upstream = connect(Number(server.port), server.hostname);
    let doomed = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket);
          client.destroy();
          upstream.destroy();
        });
    }
    const heard = questions(() => {
      trips += 1;
      doomed ||= trips === lose;
    });
    client.on('data', (bytes) => {
      heard(bytes);
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      if (!doomed) client.write(bytes);
      else if (bytes.subarray(-READY.length).equals(READY)) client.destroy();
    });
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');

  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  const url = new URL(serverUrl);
  [url.hostname, url.port] = ['127.0.0.1', String(address.port)];
  return {
    url: url.href,
    trips: () => trips,
    loseAnswer(trip) {
      lose = trips + trip;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      listener.close();
      await once(listener, 'close');
    },
  };
}

/**
 * Reads what a client says, message by message: https://www.postgresql.org/docs/current/protocol-message-formats.html.
 * The first has no type; of the others a type, and a length that counts itself.
 */
function questions(asked: () => void): (bytes: Buffer) => void {
  let rest = Buffer.alloc(0);
  let started = false;
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const head = started ? 1 : 0;
      if (rest.length < head + 4) return;
      const end = head + rest.readInt32BE(head);
      if (rest.length < end) return;
      const type = started ? String.fromCharCode(rest[0] ?? 0) : '';
      started = true;
      rest = rest.subarray(end);
      // Sync and Query end a question; Flush asks for what is known so far, such as the types of parameters.
      if (type === 'S' || type === 'Q' || type === 'H') asked();
    }
  };
}
