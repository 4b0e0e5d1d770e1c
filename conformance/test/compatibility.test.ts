import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  findServer as findMysql,
  SERVER_MISSING as MYSQL_MISSING,
} from '../../packages/storage-mysql/test/server.ts';
import { startEmbeddedServer } from '../../packages/storage-postgres/test/embedded-server.ts';
import {
  findServer as findRedis,
  SERVER_MISSING as REDIS_MISSING,
} from '../../packages/storage-redis/test/server.ts';
import { nameOf } from '../src/compatibility/cell.ts';
import { type CellProcesses, startCellProcesses } from '../src/compatibility/cell-processes.ts';
import { type Installation, installEditions } from '../src/compatibility/installation.ts';
import { pairwiseCells } from '../src/compatibility/pairwise.ts';
import {
  installRuntimes,
  type RunRuntime,
  type RuntimeRun,
  runtimeNames,
} from '../src/compatibility/runtimes/runtimes.ts';
import { type CellRun, compatibilityPage } from '../src/compatibility/table.ts';

const PAGE = join(import.meta.dirname, '../../docs/compatibility.md');
const cells = pairwiseCells();

describe('FE3 FE4 FE5 FE10 compatibility', () => {
  let folder: string;
  let installation: Installation;
  let processes: CellProcesses;
  let runRuntime: RunRuntime;
  let missing: Readonly<Record<string, string>> = {};
  const servers: { stop(): Promise<void> }[] = [];
  const runs: CellRun[] = [];
  const runtimeRuns: RuntimeRun[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'factorkit-compatibility-'));
    installation = await installEditions(folder);
    runRuntime = await installRuntimes(folder, dirname(installation.program('newest', 'ESM')));
    const [postgres, mysql, redis] = [await startEmbeddedServer(), await findMysql(), await findRedis()];
    servers.push(...[postgres, mysql, redis].filter((server) => server !== undefined));
    missing = { ...(!mysql && { MariaDB: MYSQL_MISSING }), ...(!redis && { Redis: REDIS_MISSING }) };
    processes = startCellProcesses(installation, {
      postgres: postgres.url,
      mysql: (await mysql?.newDatabase()) ?? '',
      redis: redis?.urls[0] ?? '',
    });
  });

  afterAll(async () => {
    await processes?.stop();
    for (const server of servers) await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('has at least forty cells', () => {
    expect(new Set(cells.map(nameOf)).size).toBeGreaterThanOrEqual(40);
  });

  test.for(cells.map((cell) => ({ name: nameOf(cell), cell })))('$name', async ({ name, cell }, { skip }) => {
    for (const [server, note] of Object.entries(missing)) if (name.includes(server)) skip(note);
    runs.push({ cell, walked: await processes.run(cell) });
  });

  test.for(runtimeNames)('on %s', async (name, { skip }) => {
    const run = await runRuntime(name);
    if (run === undefined) skip(`missing: ${name} (its npm package has no program for this system)`);
    else runtimeRuns.push(run);
  });

  test('docs/compatibility.md shows these cells and runtimes', async ({ skip }) => {
    const isWhole = runs.length === cells.length && runtimeRuns.length === runtimeNames.length;
    if (!isWhole) skip('not all cells and runtimes ran');
    const page = await compatibilityPage({ ...installation, cells: runs, runtimes: runtimeRuns });
    await expect(page).toMatchFileSnapshot(PAGE);
  });
});
