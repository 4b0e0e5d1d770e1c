import type { TestProject } from 'vitest/node';
import { type EmbeddedServer, startEmbeddedServer } from './embedded-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where PostgreSQL is; empty where there is none. */
    readonly postgresUrl: string;
    /** Why there is none. */
    readonly postgresMissing: string;
  }
}

let server: EmbeddedServer | undefined;

/** One server for all tests of a run: the one that the environment names, or one that is started and thrown away. */
export async function setup(project: TestProject): Promise<void> {
  let [url, missing] = [process.env.FACTORKIT_TEST_POSTGRES_URL ?? '', ''];
  try {
    if (url === '') {
      server = await startEmbeddedServer();
      url = server.url;
    }
  } catch (error) {
    missing = error instanceof Error ? error.message : String(error);
  }
  project.provide('postgresUrl', url);
  project.provide('postgresMissing', missing);
}

export async function teardown(): Promise<void> {
  await server?.stop();
}
