import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { onTestFinished, type TestContext } from 'vitest';
import { freePort, unprivileged } from './embedded-server.ts';

/** Debian puts it where only root looks. */
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];

function pgbouncerPath(context: Pick<TestContext, 'skip'>): string {
  for (const folder of folders) {
    const path = join(folder, 'pgbouncer');
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return context.skip('missing: PgBouncer (apt-get install pgbouncer)');
}

/** A PgBouncer in transaction mode before the server, gone when the test ends. */
export async function openPgbouncer(context: TestContext, serverUrl: string): Promise<string> {
  const program = pgbouncerPath(context);
  const server = new URL(serverUrl);
  const [folder, owner, port] = await Promise.all([
    mkdtemp(join(tmpdir(), 'factorkit-pgbouncer-')),
    unprivileged(),
    freePort(),
  ]);
  const [configuration, users] = [join(folder, 'pgbouncer.ini'), join(folder, 'users.txt')];
  await writeFile(users, `"${server.username}" "${server.password}"\n`);
  await writeFile(
    configuration,
    `[databases]
* = host=${server.hostname} port=${server.port}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = transaction
default_pool_size = 5
max_client_conn = 1000
log_connections = 0
log_disconnections = 0
`,
  );
  const { uid, gid } = owner;
  if (uid !== undefined && gid !== undefined) {
    for (const path of [folder, configuration, users]) await chown(path, uid, gid);
  }
  const bouncer = spawn(program, [configuration], {
    ...owner,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = (): unknown => bouncer.kill('SIGKILL');
  process.once('exit', kill);
  onTestFinished(async () => {
    process.off('exit', kill);
    if (bouncer.exitCode === null && bouncer.kill('SIGKILL')) await once(bouncer, 'exit');
    await rm(folder, { recursive: true, force: true });
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    bouncer.stderr.on('data', (text) => {
      if (said.length < 10_000) said += text;
      if (said.includes('process up')) resolve();
    });
    bouncer.once('error', reject).once('exit', () => reject(new Error(said)));
  });
  const url = new URL(serverUrl);
  [url.hostname, url.port] = ['127.0.0.1', String(port)];
  return url.href;
}
