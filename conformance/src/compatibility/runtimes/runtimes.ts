import { execFile } from 'node:child_process';
import { access, glob, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { install, manifestIn } from '../../../../scripts/packed.ts';
import type { Walked } from '../cell.ts';
import type { WalkedKey } from '../walk-key.ts';

interface Runtime {
  /** As `npm install` takes it. Absent for the Node that runs the tests. */
  readonly wanted?: string;
  /** The program, as npm installs it for this system. */
  readonly program: string;
  readonly starts: readonly string[];
}

const node = (major: number, version: string): Runtime => ({
  wanted: `node-${major}@npm:node-${process.platform}-${process.arch}@${version}`,
  program: `node-${major}/bin/node`,
  starts: ['server.mjs'],
});

/** One line for each runtime. Of Node the oldest supported version, the one of the tests, and the newest. */
const runtimes: Readonly<Record<string, Runtime>> = {
  'Node 22': node(22, '22.13.0'),
  'Node 24': { program: process.execPath, starts: ['server.mjs'] },
  'Node 26': node(26, '26.10.0'),
  Bun: { wanted: 'bun@1.4.5', program: '@oven/*/bin/bun', starts: ['server.mjs'] },
  Deno: {
    ...{ wanted: 'deno@2.9.6', program: '@deno/*/deno' },
    starts: ['run', '--allow-all', '--node-modules-dir=manual', 'server.mjs'],
  },
  workerd: {
    ...{ wanted: 'workerd@1.20261117.1', program: '@cloudflare/*/bin/workerd' },
    starts: ['test', 'worker.capnp'],
  },
};

export const runtimeNames: readonly string[] = Object.keys(runtimes);

/** What a walk on a runtime showed. */
export interface RuntimeRun {
  readonly name: string;
  readonly version: string;
  readonly walked: Walked & WalkedKey & { readonly storage: string };
}

/** Runs the walk on a runtime. `undefined` if there is no program for this system. */
export type RunRuntime = (name: string) => Promise<RuntimeRun | undefined>;

/**
 * Installs the runtimes beside the packages.
 *
 * @param packages - a folder in which the packages of Factorkit are installed.
 */
export async function installRuntimes(folder: string, packages: string): Promise<RunRuntime> {
  const home = join(folder, 'runtimes');
  await mkdir(home);
  await writeFile(join(home, 'package.json'), '{ "private": true }');
  const wanted = Object.values(runtimes).flatMap((runtime) => runtime.wanted ?? []);
  await install(wanted, { cwd: home });
  await compile(packages);
  const env = { ...process.env, NODE_ENV: 'test', NODE_OPTIONS: '', DENO_DIR: join(home, 'deno') };
  return async (name) => {
    const runtime = runtimes[name];
    const modules = join(home, 'node_modules');
    if (runtime === undefined) throw new Error(`unknown: ${name}`);
    const program = await found(modules, runtime.program);
    if (program === undefined) return undefined;
    const { stdout } = await promisify(execFile)(program, [...runtime.starts], { cwd: packages, env });
    const [version = ''] = runtime.wanted
      ? [(await manifestIn(join(modules, runtime.wanted.split('@')[0] ?? ''))).version]
      : [process.versions.node];
    return { name, version: version.replace('v', ''), walked: JSON.parse(stdout) };
  };
}

async function found(modules: string, program: string): Promise<string | undefined> {
  if (program === process.execPath) return program;
  for await (const path of glob(program, { cwd: modules })) {
    const file = join(modules, path);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}

/** `server.mjs`, which imports the packages, and a worker that contains them. */
async function compile(folder: string): Promise<void> {
  const program = (name: string): Parameters<typeof build>[0] => ({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile: join(folder, `${name}.mjs`),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'es2023',
    packages: 'external',
    logLevel: 'warning',
  });
  await build(program('server'));
  await build(program('worker'));
  await build({
    entryPoints: [join(folder, 'worker.mjs')],
    outfile: join(folder, 'worker-alone.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['workerd', 'worker'],
    target: 'es2023',
    logLevel: 'warning',
    plugins: [
      {
        // The testkit imports modules of Node for its servers and processes, which the walk does not start.
        name: 'without-node',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^node:/ }, ({ path, importer }) =>
            importer.includes(join('@factorkit', 'testkit'))
              ? { path, namespace: 'absent' }
              : { errors: [{ text: `${basename(importer)} imports ${path}` }] },
          );
          onLoad({ filter: /.*/, namespace: 'absent' }, () => ({ contents: 'module.exports = {};' }));
        },
      },
    ],
  });
  // At this date workerd has no modules of Node.
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = (
  modules = [(name = "worker", esModule = embed "worker-alone.mjs")],
  compatibilityDate = "2023-03-01",
))]);
`;
  await writeFile(join(folder, 'worker.capnp'), config);
}
