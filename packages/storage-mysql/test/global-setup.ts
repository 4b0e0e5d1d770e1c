import type { TestProject } from 'vitest/node';
import { findServer, type Server } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where MySQL or MariaDB is; empty where there is none. */
    readonly mysqlUrl: string;
  }
}

let server: Server | undefined;

/** One server for all tests of a run that do not kill theirs. */
export async function setup(project: TestProject): Promise<void> {
  server = await findServer();
  project.provide('mysqlUrl', server?.url() ?? '');
}

export async function teardown(): Promise<void> {
  await server?.stop();
}
