import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type Connection, createConnection } from 'mysql2/promise';

export const SERVER_MISSING =
  'missing: mariadbd (apt-get install mariadb-server, or name a server in FACTORKIT_TEST_MYSQL_URL)';

/** A MySQL or MariaDB server, the real one. */
export interface Server {
  /** Where the server is now. */
  url(): string;
  /** A new, empty database. Gives its URL. */
  newDatabase(): Promise<string>;
  /** A connection of the server's administrator, which the test ends. */
  connect(): Promise<Connection>;
  stop(): Promise<void>;
}

/** A server that the test may kill. */
export interface OwnServer extends Server {
  /** SIGKILL. What the process had not handed to the system is gone; a power cut would take more. */
  kill(): Promise<void>;
  /** Starts it again, on another port. */
  start(): Promise<void>;
}

/** The server that the environment names, else one of our own; `undefined` where neither is to be had. */
export async function findServer(): Promise<Server | undefined> {
  const named = process.env.FACTORKIT_TEST_MYSQL_URL;
  return named === undefined ? await startServer() : serverAt(named);
}

/** A server that runs already, and goes on. */
export function serverAt(url: string): Server {
  return { ...at(() => url), stop: async () => {} };
}

/** A server on a port of its own in a temporary folder; `undefined` where the program is missing. */
export async function startServer(): Promise<OwnServer | undefined> {
  const [program, installer] = await Promise.all([find('mariadbd'), find('mariadb-install-db')]);
  if (program === undefined || installer === undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'factorkit-mariadb-'));
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  await promisify(execFile)(installer, [
    ...['--no-defaults', ...asRoot, `--datadir=${join(folder, 'data')}`],
    ...['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'],
  ]);
  let port = 0;
  let running: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
    running = undefined;
  };
  const start = async (): Promise<void> => {
    port = await freePort();
    running = spawn(
      program,
      [
        ...['--no-defaults', ...asRoot, `--datadir=${join(folder, 'data')}`],
        // A server that starts removes the temporary tables that it finds, also those of a running server.
        ...[`--socket=${join(folder, 'socket')}`, `--pid-file=${join(folder, 'pid')}`, `--tmpdir=${folder}`],
        ...['--bind-address=127.0.0.1', `--port=${port}`, '--skip-name-resolve'],
        ...['--innodb-buffer-pool-size=32M', '--performance-schema=OFF', '--max-connections=200'],
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    await ready(running);
  };
  const atExit = (): void => void running?.kill('SIGKILL');
  process.once('exit', atExit);
  await start();
  const url = (): string => `mysql://root@127.0.0.1:${port}/`;
  return {
    ...at(url),
    kill,
    start,
    async stop() {
      await kill();
      process.off('exit', atExit);
      await rm(folder, { recursive: true });
    },
  };
}

function at(url: () => string): Omit<Server, 'stop'> {
  const connect = (): Promise<Connection> => createConnection(url());
  return {
    url,
    connect,
    async newDatabase() {
      const name = `factorkit_${randomBytes(8).toString('hex')}`;
      const connection = await connect();
      // The collation that mixes up most, as a default that nothing may lean on.
      await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci`);
      await connection.end();
      return Object.assign(new URL(url()), { pathname: `/${name}` }).href;
    },
  };
}

/** Reads what the server says until it takes connections, and goes on reading, so that it never waits for us. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4096);
      if (said.includes('ready for connections')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`mariadbd ended with ${code}: ${said}`)));
    server.once('error', reject);
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

/** Debian keeps servers where only root looks for programs. */
async function find(program: string): Promise<string | undefined> {
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']) {
    const path = join(folder, program);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return undefined;
}
