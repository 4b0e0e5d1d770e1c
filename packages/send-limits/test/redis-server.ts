import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';

// Not of npm: a test that finds no Redis starts this one, or is skipped.
const PROGRAM = 'redis-server';

/** A Redis to count in: the one that was named, the one of this machine, or one that is started for these tests. */
export async function findRedis(): Promise<{ readonly url: string; close(): Promise<void> } | undefined> {
  const named = process.env.FACTORKIT_REDIS;
  if (named !== undefined && named !== '') return { url: named, close: async () => {} };
  if (await answers(6379)) return { url: 'redis://127.0.0.1:6379', close: async () => {} };
  return startRedis();
}

async function startRedis(): Promise<{ readonly url: string; close(): Promise<void> } | undefined> {
  const port = await freePort();
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(PROGRAM, options, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(server, 'exit').catch(() => undefined);
  const ready = new Promise<boolean>((resolve) => {
    server.on('error', () => resolve(false));
    server.on('exit', () => resolve(false));
    server.stdout.on('data', (text: Buffer) => {
      if (text.includes('Ready to accept connections')) resolve(true);
    });
  });
  if (!(await ready)) return undefined;
  return {
    url: `redis://127.0.0.1:${port}`,
    close: async () => {
      server.kill();
      await ended;
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port, timeout: 1000 });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => socket.write('PING\r\n'));
    // A server that wants a password answers too, and is no server to test with.
    socket.on('data', (text) => settle(text.toString().startsWith('+PONG')));
    socket.on('error', () => settle(false));
    socket.on('timeout', () => settle(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
