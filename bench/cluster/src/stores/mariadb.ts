import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { temporaryFolder } from '../temporary-folder.ts';
import { findProgram, freePort, type Program, run, runAgain } from './program.ts';
import type { Store } from './store.ts';

/** The `mariadbd` of this machine. `undefined` if there is none. */
export async function startMariadb(): Promise<Store | undefined> {
  const [path, installer] = await Promise.all([findProgram('mariadbd'), findProgram('mariadb-install-db')]);
  if (path === undefined || installer === undefined) return undefined;
  const temporary = await temporaryFolder('mariadb');
  const folder = temporary.path;
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  await promisify(execFile)(installer, [
    ...['--no-defaults', ...asRoot, `--datadir=${join(folder, 'data')}`],
    ...['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'],
  ]);
  const port = await freePort();
  const program: Program = {
    path,
    args: [
      ...['--no-defaults', ...asRoot, `--datadir=${join(folder, 'data')}`],
      // A server that starts removes the temporary tables that it finds, also those of a running server.
      ...[`--socket=${join(folder, 'socket')}`, `--pid-file=${join(folder, 'pid')}`, `--tmpdir=${folder}`],
      ...['--bind-address=127.0.0.1', `--port=${port}`, '--skip-name-resolve', '--max-connections=200'],
      ...['--innodb-buffer-pool-size=64M', '--performance-schema=OFF'],
    ],
    ready: 'ready for connections',
  };
  let running = await run(program);
  const url = `mysql://root@127.0.0.1:${port}/`;
  return {
    write: /COMMIT$/,
    async newPlace() {
      const name = `cluster_${randomBytes(6).toString('hex')}`;
      const connection = await createConnection(url);
      await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
      await connection.end();
      return url + name;
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
