import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Running {
  readonly origin: string;
  stop(): Promise<void>;
}

/** The portal as a process of its own, with an SQLite file and a key of its own, on a port that is free. */
export async function run(script: string): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'factorkit-minimal-'));
  const portal = spawn(process.execPath, [script], {
    env: {
      ...process.env,
      PORT: '0',
      DATABASE: join(folder, 'portal.sqlite'),
      MFA_KEY: randomBytes(32).toString('base64'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => portal.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    portal.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for await (const line of createInterface(portal.stdout)) {
    const port = /port: (\d+)/.exec(line)?.[1];
    if (port !== undefined) return { origin: `http://localhost:${port}`, stop };
  }
  await stop();
  throw new Error('the portal did not start');
}
