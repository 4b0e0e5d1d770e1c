import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

export interface Program {
  readonly path: string;
  readonly args: readonly string[];
  /** What it says once it takes connections. */
  readonly ready: string;
  readonly as?: {
    readonly uid?: number;
    readonly gid?: number;
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
  };
}

export interface Running {
  /** Resolves when the process is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts a server program and waits until it takes connections. Whatever ends this process, it ends with it. */
export async function run({ path, args, ready, as = {} }: Program): Promise<Running> {
  const child = spawn(path, [...args], { ...as, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): unknown => child.kill('SIGKILL');
  // Before the folders are removed that it writes to.
  process.prependOnceListener('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  await untilSaid(child, ready);
  return {
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    },
  };
}

/** Reads what the program says, and goes on reading, so that it never waits for us. */
function untilSaid(child: ChildProcess, ready: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4096);
        if (said.includes(ready)) resolve();
      });
    }
    child.once('exit', (code, signal) => reject(new Error(`ended with ${code ?? signal}: ${said}`)));
    child.once('error', reject);
  });
}

/** Starts a program that was just killed: what it left behind may need a moment to go. */
export async function runAgain(program: Program): Promise<Running> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run(program);
    } catch (error) {
      if (tries === 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

export async function freePort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  holder.close();
  await once(holder, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

/** Where a program is; Debian keeps servers where only root looks. */
export async function findProgram(name: string): Promise<string | undefined> {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']) {
    const path = join(folder, name);
    const found = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return path;
  }
  return undefined;
}
