import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { SharedClock } from './clock.ts';
import type { Engine } from './engines/engine.ts';
import type { ServerNews } from './server-protocol.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const SERVERS = 4;
/** Attempts to start a server again. */
const STARTS = 5;

export interface Servers {
  readonly ports: readonly number[];
  /** Kills a server with SIGKILL and starts a new one on the same port. Resolves when that one listens. */
  killAndRestart(index: number): Promise<void>;
  /** The numbers of dropped answers to saves, and of saves that were recognised by their tag. */
  readonly counts: { readonly lost: number; readonly recognised: number };
  /** Why calls of the store failed, in the driver's words, and how often. */
  readonly causes: ReadonlyMap<string, number>;
  /** Servers that ended unexpectedly, with the reason. */
  readonly deaths: readonly string[];
  stop(): Promise<void>;
}

export interface ServersOptions {
  readonly engine: Engine;
  /** The URL of the store. */
  readonly url: string;
  readonly clock: SharedClock;
  /** 32 bytes, the same for all servers. */
  readonly key: Uint8Array;
  /** The share of saves whose answer the server drops: 0 to 1. */
  readonly lose: number;
  readonly sabotage: boolean;
  /** For SQLite: how long a server waits for another's write, in milliseconds. */
  readonly busyMs: number;
}

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
}

/** Starts four server processes over one store. */
export async function startServers(options: ServersOptions): Promise<Servers> {
  const counts = { lost: 0, recognised: 0 };
  const deaths: string[] = [];
  const causes = new Map<string, number>();
  const expected = new WeakSet<ChildProcess>();
  // So that the server that replaces a killed one need not compile the sources again.
  const compiled = await temporaryFolder('compiled');

  const start = async (index: number, port: number): Promise<Running> => {
    const child = spawnServer(options, { index, port, compiled: compiled.path });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2000);
    });
    child.once('exit', (code, signal) => {
      if (listens && !expected.has(child))
        deaths.push(`server ${index} ended with ${code ?? signal}: ${said}`);
    });
    let listens = false;
    const listening = await new Promise<number>((resolve, reject) => {
      child.on('message', (news: ServerNews) => {
        if (news.kind === 'ready') resolve(news.port);
        else if (news.kind === 'failed') causes.set(news.why, (causes.get(news.why) ?? 0) + 1);
        else counts[news.kind] += 1;
      });
      child.once('exit', () => reject(new Error(`server ${index} did not start: ${said}`)));
      child.once('error', reject);
    });
    listens = true;
    return { child, port: listening };
  };
  // Like a process manager: tries again if the store cannot be reached at the start.
  const startAgain = async (index: number, port: number): Promise<Running> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await start(index, port);
      } catch (error) {
        if (tries === STARTS) throw error;
      }
    }
  };
  const kill = async ({ child }: Running): Promise<void> => {
    expected.add(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };

  // The first one alone: the others find its sources compiled.
  const running = [await start(0, 0)];
  running.push(
    ...(await Promise.all(Array.from({ length: SERVERS - 1 }, (_, index) => start(index + 1, 0)))),
  );
  return {
    ports: running.map(({ port }) => port),
    counts,
    causes,
    deaths,
    async killAndRestart(index) {
      const old = running[index];
      if (old === undefined) throw new RangeError(`there is no server ${index}`);
      await kill(old);
      running[index] = await startAgain(index, old.port);
    },
    async stop() {
      await Promise.all(running.map(kill));
      await compiled.remove();
    },
  };
}

interface Place {
  readonly index: number;
  readonly port: number;
  /** The folder of compiled sources. */
  readonly compiled: string;
}

function spawnServer(options: ServersOptions, { index, port, compiled }: Place): ChildProcess {
  const { engine, url, clock, key, lose, sabotage, busyMs } = options;
  const program = fileURLToPath(new URL('./server-process.ts', import.meta.url));
  const flags = [...(sabotage ? ['--sabotage'] : []), ...(index % 2 === 0 ? ['--resend'] : [])];
  return spawn(
    process.execPath,
    [
      ...['--disable-warning=ExperimentalWarning', program],
      ...[
        '--store',
        engine,
        '--port',
        String(port),
        '--clock',
        JSON.stringify(clock),
        '--lose',
        String(lose),
        '--busy',
        String(busyMs),
      ],
      ...flags,
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: compiled,
        FACTORKIT_CLUSTER_STORE: url,
        FACTORKIT_CLUSTER_KEY: Buffer.from(key).toString('base64'),
      },
    },
  );
}
