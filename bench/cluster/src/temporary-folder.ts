import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** A folder that is removed when this process ends, except after SIGKILL. */
export async function temporaryFolder(what: string): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), `factorkit-cluster-${what}-`));
  const atExit = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', atExit);
  return {
    path,
    async remove() {
      process.off('exit', atExit);
      await rm(path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
