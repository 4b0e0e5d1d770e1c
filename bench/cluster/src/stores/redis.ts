import { Redis } from 'ioredis';
import { temporaryFolder } from '../temporary-folder.ts';
import { findProgram, freePort, type Program, run, runAgain } from './program.ts';
import type { Store } from './store.ts';

/** The `redis-server` of this machine with durable settings. `undefined` if there is none. */
export async function startRedis(): Promise<Store | undefined> {
  const path = await findProgram('redis-server');
  if (path === undefined) return undefined;
  const temporary = await temporaryFolder('redis');
  const folder = temporary.path;
  const port = await freePort();
  const program: Program = {
    path,
    args: [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''],
      ...['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'],
    ],
    ready: 'Ready to accept connections',
  };
  let running = await run(program);
  const url = `redis://127.0.0.1:${port}`;
  return {
    // A save sends its condition as a separate argument.
    write: /\r\n(?:update|create)\r\n/,
    async newPlace() {
      const client = new Redis(url);
      await client.flushall();
      await client.quit();
      return url;
    },
    async restart() {
      await running.end('SIGKILL');
      running = await runAgain(program);
    },
    async stop() {
      await running.end('SIGKILL');
      await temporary.remove();
    },
  };
}
