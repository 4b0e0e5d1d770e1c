import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import {
  defineConfig,
  type Plugin,
  type TestProjectInlineConfiguration,
  type ViteUserConfig,
} from 'vitest/config';
import { dose, tier } from './test-tiers.ts';
import projects, { testFiles } from './vitest.workspace.ts';

// Files that hold nothing but the cost of a hash, and what tests load in their place. No test is about the cost of the
// demo's passwords. Backup codes have their production cost in the full dose, but not in core, whose random cases would
// spend nearly all of their time in it; a test in a process of its own shows the cost of a new set there.
function cheapHashes(root: string): Plugin {
  const n = 2 ** (root === 'packages/core' ? 4 : dose.scryptCost);
  const cheaper: Readonly<Record<string, string>> = {
    'examples/portal/src/people/password-cost.ts': 'export const PASSWORD_COST = { N: 2 ** 4, r: 8, p: 1 };',
    'packages/core/src/factors/backup-code-cost.ts': `export const BACKUP_CODE_COST = { name: 'scrypt', n: ${n}, r: 8, p: 1 };`,
  };
  return {
    // Vitest keeps what it loaded for later runs, also of another tier, under the names of the plugins.
    name: `cheap-hashes-${n}`,
    enforce: 'pre',
    load(id) {
      return Object.entries(cheaper).find(([file]) => id.endsWith(file))?.[1];
    },
  };
}

/** All of `quick` as one project: its files load the packages once, not once for each package. */
function quick(): TestProjectInlineConfiguration {
  const include = projects.flatMap((folder) => filesIn(folder, testFiles(folder, 'quick') ?? []));
  const { test, ...rest } = project('quick', include);
  return { ...rest, test: { ...test, setupFiles: ['packages/core/test/setup.ts'] } };
}

function filesIn(folder: string, globs: readonly string[]): readonly string[] {
  return globs.map((glob) => {
    const [, not = '', path = ''] = /^(!?)(.*)$/.exec(glob) ?? [];
    return not + posix.join(folder, path);
  });
}

/** The frameworks that a project has in another version than the sources and tests that it runs. */
const otherVersions: Readonly<Record<string, RegExp>> = {
  'conformance/oldest': /^(@nestjs\/[a-z-]+|fastify|hono|@hono\/node-server)$/,
};

function resolveIn(root: string, names: RegExp): Plugin {
  return {
    name: 'other-versions',
    enforce: 'pre',
    resolveId(name, _importer, options) {
      if (!names.test(name)) return undefined;
      return this.resolve(name, `${import.meta.dirname}/${root}/package.json`, {
        ...options,
        skipSelf: true,
      });
    },
  };
}

function project(name: string, include: readonly string[]): TestProjectInlineConfiguration {
  const others = otherVersions[name];
  return {
    // The same for all, so that they share what Vitest loads of the sources.
    root: import.meta.dirname,
    plugins: [cheapHashes(name), ...(others ? [resolveIn(name, others)] : [])],
    test: {
      name,
      include: [...include],
      // What is started once for all tests of a package, such as a database server.
      globalSetup: [`${import.meta.dirname}/${name}/test/global-setup.ts`].filter(existsSync),
      // What each test file begins with.
      setupFiles: [`${import.meta.dirname}/${name}/test/setup.ts`].filter(existsSync),
      // Files share a worker and its modules, except where one must load first: OpenTelemetry has one register for each
      // process, and the host contract counts calls of scrypt from before the portal is loaded.
      isolate: ['packages/opentelemetry', 'examples/host-tests'].includes(name),
      // Files that share a worker fill its young generation; with the default size, a tenth of the time is collecting it.
      execArgv: ['--max-semi-space-size=64'],
      // These end a test that hangs, and nothing else: a busy machine takes its time.
      testTimeout: 600_000,
      hookTimeout: 600_000,
    },
  };
}

const config: ViteUserConfig = defineConfig({
  test: {
    projects:
      tier === 'quick'
        ? [quick()]
        : projects.flatMap((folder) => {
            const files = testFiles(folder, tier);
            return files === undefined ? [] : [project(folder, filesIn(folder, files))];
          }),
    reporters: [
      'default',
      './scripts/closing-line.ts',
      // For scripts/dearest-tests.mjs.
      ['json', { outputFile: `node_modules/.cache/tests/${tier}.json` }],
    ],
  },
});

export default config;
