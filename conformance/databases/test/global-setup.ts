import type { TestProject } from 'vitest/node';
import { setup as startPostgres } from '../../../packages/storage-postgres/test/global-setup.ts';
import { generatePrismaClients } from '../src/prisma.ts';

export { teardown } from '../../../packages/storage-postgres/test/global-setup.ts';

export async function setup(project: TestProject): Promise<void> {
  await generatePrismaClients();
  await startPostgres(project);
}
