// Generated starters with a login added, and Factorkit added to that by the diff that the guide shows.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { install, pack, publishedPackages, root, withTheirOwn } from '../../../scripts/packed.ts';
import { buildIfOutdated } from '../compatibility/installation.ts';

const execute = promisify(execFile);
const GUIDE = join(root, 'docs/guide/add-to-your-application.md');

export interface Starter {
  /** What generates the application in a new folder `app`. */
  readonly generator: readonly string[];
  /** Adds users, passwords and a login to it. */
  readonly loginPatch: string;
  /** The heading of the guide over the diff that adds Factorkit. */
  readonly heading: string;
  readonly ours: readonly string[];
  readonly others: readonly string[];
  readonly compile?: readonly string[];
  readonly main: string;
  /** Its output when it listens. */
  readonly listening: RegExp;
}

export interface StarterApp {
  start(): Promise<void>;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
  origin(): string;
  /** The last code that was sent by mail. */
  mailedCode(): string;
  close(): Promise<void>;
}

/** Generates, patches and installs a starter. */
export async function openStarter(starter: Starter): Promise<StarterApp> {
  const folder = await mkdtemp(join(tmpdir(), 'factorkit-starter-'));
  const app = join(folder, 'app');
  await buildIfOutdated();
  await execute('npx', ['-y', ...starter.generator, 'app'], { cwd: folder });
  await patch(app, await readFile(join(import.meta.dirname, starter.loginPatch), 'utf8'));
  await patch(app, await guideDiff(starter.heading));
  // The starter's tools for tests and format take most of the time of an installation.
  await execute('npm', ['pkg', 'delete', 'devDependencies'], { cwd: app });
  const packed = await pack(withTheirOwn(starter.ours, await publishedPackages()), folder);
  await install([...packed.values(), ...starter.others], { cwd: app });
  if (starter.compile !== undefined) await execute(process.execPath, [...starter.compile], { cwd: app });

  const port = await freePort();
  const secrets = { MFA_KEY: randomBytes(32), SESSION_SECRET: randomBytes(32), JWT_SECRET: randomBytes(32) };
  const env = {
    ...process.env,
    ...Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, value.toString('base64')])),
    ...{ NODE_ENV: 'development', NODE_OPTIONS: '', DEBUG: 'app:server', PORT: String(port) },
  };
  let running: ChildProcess | undefined;
  let output = '';
  const kill = async (): Promise<void> => {
    if (running === undefined || running.exitCode !== null) return;
    const ended = once(running, 'close');
    running.kill('SIGKILL');
    await ended;
  };
  return {
    kill,
    origin: () => `http://localhost:${port}`,
    async start() {
      const process_ = spawn(process.execPath, [starter.main], { cwd: app, env });
      running = process_;
      const started = output.length;
      await new Promise<void>((resolve, reject) => {
        for (const stream of [process_.stdout, process_.stderr]) {
          stream.on('data', (chunk) => {
            output += chunk;
            if (starter.listening.test(output.slice(started))) resolve();
          });
        }
        process_.once('close', () => reject(new Error(`the application ended: ${output.slice(started)}`)));
      });
    },
    mailedCode: () => [...output.matchAll(/^(\d{6}) is your code/gm)].at(-1)?.[1] ?? '',
    async close() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function guideDiff(heading: string): Promise<string> {
  const section = (await readFile(GUIDE, 'utf8')).split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const diffs = [...section.matchAll(/^```diff\n([\s\S]*?)^```$/gm)].map(([, diff]) => diff);
  if (diffs.length === 0) throw new Error(`the guide has no diff under "${heading}"`);
  return diffs.join('');
}

async function patch(folder: string, diff: string): Promise<void> {
  const file = join(folder, '..', 'next.patch');
  await writeFile(file, diff);
  await execute('git', ['apply', '--unsafe-paths', file], { cwd: folder });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
