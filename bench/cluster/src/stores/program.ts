import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';

export interface Program {
  readonly path: string;
  readonly args: readonly string[];
  /** The text that it prints when it accepts connections. */
  readonly ready: string;
  readonly as?: {
    readonly uid?: number;
    readonly gid?: number;
    readonly cwd?: string;
    readonly env?: NodeJS.ProcessEnv;
  };
}

export interface Running {
  /** Resolves when the process has ended. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts a server program and waits until it accepts connections. It ends with this process. */
export async function run({ path, args, ready, as = {} }: Program): Promise<Running> {
  const child = spawn(path, [...args], { ...as, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): unknown => child.kill('SIGKILL');
  // Before its folders are removed.
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

/** Reads the output of the program, and continues to read it, so that it never blocks. */
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

/** Starts a program that was just killed: its resources may need a moment to be released. */
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

/** The path of a program. Debian keeps servers in folders that are only on root's PATH. */
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
