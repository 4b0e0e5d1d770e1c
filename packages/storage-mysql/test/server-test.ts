import { afterAll, beforeAll, type TestContext, test } from 'vitest';
import { findServer, SERVER_MISSING, type Server } from './server.ts';

/** A test that needs a server: the file's own, for all of its tests. Skipped where there is none. */
export type ServerTest = (name: string, run: (server: Server, context: TestContext) => Promise<void>) => void;

/** Starts a server before the tests of the file that calls it, and ends it after them. */
export function serverTests(find: () => Promise<Server | undefined> = findServer): ServerTest {
  let server: Server | undefined;
  beforeAll(async () => {
    server = await find();
  });
  afterAll(() => server?.stop());
  return (name, run) =>
    test(name, async (context) => {
      if (server === undefined) return context.skip(SERVER_MISSING);
      await run(server, context);
    });
}
