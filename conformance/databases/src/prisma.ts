import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SqlDriverAdapterFactory } from '@prisma/client/runtime/client';

/** The members of a generated client that the tests use. */
export interface GeneratedClient extends RawClient {
  $transaction<Result>(work: (transaction: RawClient) => Promise<Result>): Promise<Result>;
  $disconnect(): Promise<void>;
}

interface RawClient {
  $queryRawUnsafe<Rows = unknown>(sql: string, ...values: unknown[]): PromiseLike<Rows>;
}

type Provider = 'postgres' | 'sqlite';

const folder = join(import.meta.dirname, '..');

/**
 * Generates the clients, as `prisma generate` does in a portal. It asks for the engine of migrations, which it does not
 * use, and would download it: any program will do.
 */
export async function generatePrismaClients(): Promise<void> {
  const cli = createRequire(import.meta.url).resolve('prisma/build/index.js');
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  for (const provider of ['postgres', 'sqlite'] satisfies Provider[]) {
    const schema = join(folder, `prisma/${provider}.prisma`);
    await promisify(execFile)(process.execPath, [cli, 'generate', '--schema', schema], { cwd: folder, env });
  }
}

export function openPrisma(provider: Provider, adapter: SqlDriverAdapterFactory): GeneratedClient {
  const generated: {
    readonly PrismaClient: new (options: { adapter: SqlDriverAdapterFactory }) => GeneratedClient;
  } = createRequire(import.meta.url)(join(folder, 'node_modules/.cache/prisma', provider));
  return new generated.PrismaClient({ adapter });
}
