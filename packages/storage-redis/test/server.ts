import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

const PROGRAM = 'redis-server';

export const SERVER_MISSING =
  'missing: redis-server (apt-get install redis-server, or name a server in FACTORKIT_TEST_REDIS_URL)';

/** Redis or Valkey, the real one: one server or several that are a cluster. */
export interface Server {
  readonly urls: readonly string[];
  stop(): Promise<void>;
}

/** A server that the test may kill. */
export interface OwnServer extends Server {
  readonly url: string;
  readonly port: number;
  /** SIGKILL. What the process had not handed to the system is gone; a power cut would take more. */
  kill(): Promise<void>;
  /** Starts it again where it was. */
  start(): Promise<void>;
}

/** The settings that Factorkit asks for. */
const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];

/** The server that the environment names, else one of our own; `undefined` where neither is to be had. */
export async function findServer(): Promise<Server | undefined> {
  const named = process.env.FACTORKIT_TEST_REDIS_URL;
  return named === undefined ? await startServer() : { urls: [named], stop: async () => {} };
}

/** A server on a port of its own in a temporary folder; `undefined` where the program is missing. */
export async function startServer(settings: readonly string[] = durable): Promise<OwnServer | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'factorkit-redis-'));
  const port = await freePort();
  let running: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (running === undefined) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
    running = undefined;
  };
  const start = async (): Promise<boolean> => {
    const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
    const server = spawn(PROGRAM, [...place, ...settings], { stdio: ['ignore', 'pipe', 'ignore'] });
    if (!(await ready(server))) return false;
    running = server;
    return true;
  };
  const atExit = (): void => void running?.kill('SIGKILL');
  process.once('exit', atExit);
  if (!(await start())) {
    await rm(folder, { recursive: true });
    return undefined;
  }
  const url = `redis://127.0.0.1:${port}`;
  return {
    url,
    urls: [url],
    port,
    kill,
    async start() {
      if (!(await start())) throw new Error('the server did not start again');
    },
    async stop() {
      await kill();
      process.off('exit', atExit);
      await rm(folder, { recursive: true });
    },
  };
}

const SLOTS = 16384;

/** Three servers that share the keys between them. */
export async function startCluster(): Promise<Server | undefined> {
  const nodes: OwnServer[] = [];
  for (let node = 0; node < 3; node += 1) {
    const cluster = ['--cluster-enabled', 'yes', '--cluster-port', String(await freePort())];
    const server = await startServer([...durable, ...cluster]);
    if (server === undefined) return undefined;
    nodes.push(server);
  }
  const clients = nodes.map(({ url }) => new Redis(url));
  const [first] = clients;
  for (const [index, client] of clients.entries()) {
    const from = Math.floor((SLOTS * index) / 3);
    const to = Math.floor((SLOTS * (index + 1)) / 3) - 1;
    await client.call('CLUSTER', 'ADDSLOTSRANGE', from, to);
    const bus =
      String(await client.call('CLUSTER', 'NODES'))
        .split('@')[1]
        ?.split(/[ ,]/)[0] ?? '';
    await first?.call('CLUSTER', 'MEET', '127.0.0.1', nodes[index]?.port ?? 0, bus);
  }
  // Each has to have heard of all the others.
  for (const client of clients) {
    let heard = '';
    while (!/cluster_state:ok.*cluster_known_nodes:3/s.test(heard))
      heard = String(await client.call('CLUSTER', 'INFO'));
    await client.quit();
  }
  return {
    urls: nodes.map(({ url }) => url),
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

/** Reads what the server says until it takes connections, and goes on reading, so that it never waits for us. */
function ready(server: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    let said = '';
    server.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4096);
      if (said.includes('Ready to accept connections')) resolve(true);
    });
    server.once('exit', () => resolve(false));
    server.once('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
