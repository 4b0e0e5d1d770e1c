import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Running, running } from '../harness.ts';
import type { Portal } from '../portal.ts';

declare global {
  /** What the routes of a built application mount. */
  var walkedPortal: Portal | undefined;
}

/** The built server in a folder. */
type Load = (folder: string) => Promise<RequestListener>;

const loads: Readonly<Record<string, Load>> = {
  async next(folder) {
    const next = createRequire(join(folder, 'package.json'))('next');
    const app = next({ dir: folder, dev: false, hostname: '127.0.0.1', port: 3000 });
    await app.prepare();
    return app.getRequestHandler();
  },
  sveltekit: async (folder) => listenerOf(folder, 'build/handler.js', 'handler'),
  nuxt: async (folder) => listenerOf(folder, '.output/server/index.mjs', 'listener'),
};

/** Serves the built application of `conformance/apps` in this folder. Its route passes each request to the portal. */
export async function startBuiltApp(name: string, folder: string, portal: Portal): Promise<Running> {
  const load = loads[name];
  if (load === undefined) throw new Error(`unknown: ${name}`);
  globalThis.walkedPortal = portal;
  return running(createServer(await load(folder)));
}

async function listenerOf(folder: string, file: string, name: string): Promise<RequestListener> {
  return (await import(pathToFileURL(join(folder, file)).href))[name];
}
