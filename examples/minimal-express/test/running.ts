import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { PasswordWork } from '@factorkit/testkit';

export interface Running {
  readonly origin: string;
  /** The SQLite file that it keeps its accounts in. */
  readonly database: string;
  readonly watched: Watched;
  stop(): Promise<void>;
}

/** What is held of a process that was started with {@link WATCHED}. */
export interface Watched {
  /** Its password hashes, counted and held. */
  readonly passwordWork: PasswordWork;
  /** Its time. */
  now(): number;
  /** Turns its clock on. */
  advance(ms: number): Promise<void>;
}

/** What Node is told besides the script, so that password hashes are watched and the clock can be turned. */
export const WATCHED: readonly string[] = ['--import', join(import.meta.dirname, 'watched-scrypt.ts')];

/** The portal as a process of its own, with an SQLite file and a key of its own, on a port that is free. */
export async function run(script: string): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'factorkit-minimal-'));
  const database = join(folder, 'portal.sqlite');
  const portal = spawn(process.execPath, [...WATCHED, script], {
    env: {
      ...process.env,
      PORT: '0',
      DATABASE: database,
      MFA_KEY: randomBytes(32).toString('base64'),
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => portal.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    portal.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  if (portal.stdout === null) throw new Error('the portal writes nowhere');
  for await (const line of createInterface(portal.stdout)) {
    const port = /port: (\d+)/.exec(line)?.[1];
    if (port === undefined) continue;
    return { origin: `http://localhost:${port}`, database, watched: watchedIn(portal), stop };
  }
  await stop();
  throw new Error('the portal did not start');
}

export function watchedIn(portal: ChildProcess): Watched {
  let ahead = 0;
  const told = async (member: string): Promise<unknown> => {
    for (;;) {
      const [message] = await once(portal, 'message');
      if (member in Object(message)) return Object(message)[member];
    }
  };
  const ask = (question: string | number, member: string): Promise<unknown> => {
    const answer = told(member);
    portal.send(question);
    return answer;
  };
  return {
    passwordWork: {
      begun: async () => Number(await ask('begun', 'begun')),
      async holdNext() {
        const arrived = told('arrived').then(() => {});
        await ask('hold', 'holding');
        return { arrived, release: async () => void portal.send('release') };
      },
    },
    now: () => Date.now() + ahead,
    async advance(ms) {
      ahead += ms;
      await ask(ahead, 'turned');
    },
  };
}
