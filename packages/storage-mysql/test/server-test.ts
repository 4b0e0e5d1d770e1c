import { afterAll, beforeAll, inject, type TestContext, test } from 'vitest';
import { SERVER_MISSING, type Server, serverAt } from './server.ts';

/** A test that needs a server: the file's own, for all of its tests. Skipped where there is none. */
export type ServerTest = (name: string, run: (server: Server, context: TestContext) => Promise<void>) => void;

/** Tests over the server of the run, or over one of the file's own that `find` starts. */
export function serverTests(find: () => Promise<Server | undefined> = sharedServer): ServerTest {
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

async function sharedServer(): Promise<Server | undefined> {
  const url = inject('mysqlUrl');
  return url === '' ? undefined : serverAt(url);
}
