import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { WATCHED, type Watched, watchedIn } from '../../minimal-express/test/running.ts';
import type { Visitor } from '../../minimal-express/test/visitor.ts';

export interface Example {
  readonly folder: string;
  /** What Node is started with, first to build and then to serve. */
  readonly build: readonly string[];
  readonly start: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface Served {
  readonly origin: string;
  /** The SQLite file that it keeps its accounts in. */
  readonly database: string;
  readonly watched: Watched;
  /** A request that a visitor does not make by itself, with its cookies; the answer changes none of them. */
  ask(visitor: Pick<Visitor, 'cookies'>, path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

/** Builds an example, without a key, and serves it as a process of its own with a new database, on a free port. */
export async function serve({ folder: cwd, build, start, env: given }: Example): Promise<Served> {
  const env = { ...process.env, NODE_ENV: 'production', ...given } as const;
  await promisify(execFile)(process.execPath, [...build], { cwd, env }).catch(
    ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => {
      throw new Error(`the build failed\n${stdout}${stderr}`);
    },
  );

  const kept = await mkdtemp(join(tmpdir(), 'factorkit-served-'));
  const database = join(kept, 'portal.sqlite');
  const portal = spawn(process.execPath, [...WATCHED, ...start], {
    cwd,
    env: {
      ...env,
      DATABASE: database,
      MFA_KEY: randomBytes(32).toString('base64'),
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => portal.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    portal.kill();
    await ended;
    await rm(kept, { recursive: true, force: true });
  };
  if (portal.stdout === null) throw new Error('the portal writes nowhere');
  for await (const line of createInterface(portal.stdout)) {
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (origin === undefined) continue;
    const watched = watchedIn(portal);
    return { origin, database, watched, ask: (...asked) => ask(origin, ...asked), stop };
  }
  await stop();
  throw new Error('the portal did not start');
}

function ask(
  origin: string,
  ...[{ cookies }, path, init = {}]: Parameters<Served['ask']>
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('cookie', [...cookies()].map((pair) => pair.join('=')).join('; '));
  return fetch(origin + path, { redirect: 'manual', ...init, headers });
}
