import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { type CellRun, compatibilityPage } from '../src/compatibility/table.ts';

const PAGE = join(import.meta.dirname, '../../docs/compatibility.md');
const cells = pairwiseCells();

describe('FE3 FE4 FE5 FE10 compatibility', () => {
  let folder: string;
  let installation: Installation;
  let processes: CellProcesses;
  let missing: Readonly<Record<string, string>> = {};
  const servers: { stop(): Promise<void> }[] = [];
  const runs: CellRun[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'factorkit-compatibility-'));
    installation = await installEditions(folder);
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

  test('docs/compatibility.md shows these cells', async ({ skip }) => {
    if (runs.length < cells.length) skip('not all cells ran');
    await expect(await compatibilityPage(runs, installation)).toMatchFileSnapshot(PAGE);
  });
});
