import { existsSync } from 'node:fs';
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
    name: 'cheap-hashes',
    enforce: 'pre',
    load(id) {
      return Object.entries(cheaper).find(([file]) => id.endsWith(file))?.[1];
    },
  };
}

/** All of `quick` as one project: its files load the packages once, not once for each package. */
function quick(): TestProjectInlineConfiguration {
  const include = projects.flatMap((root) =>
    (testFiles(root, 'quick') ?? []).map((glob) => glob.replace(/^!?/, (not) => `${not}${root}/`)),
  );
  const { test, ...rest } = project('.', include);
  return { ...rest, test: { ...test, name: 'quick', setupFiles: ['packages/core/test/setup.ts'] } };
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

function project(root: string, include: readonly string[]): TestProjectInlineConfiguration {
  const others = otherVersions[root];
  return {
    root,
    plugins: [cheapHashes(root), ...(others ? [resolveIn(root, others)] : [])],
    test: {
      name: root,
      include: [...include],
      // What is started once for all tests of a package, such as a database server.
      globalSetup: [`${import.meta.dirname}/${root}/test/global-setup.ts`].filter(existsSync),
      // What each test file begins with.
      setupFiles: [`${import.meta.dirname}/${root}/test/setup.ts`].filter(existsSync),
      // Files share a worker and its modules, except where one must load first: OpenTelemetry has one register for each
      // process, and the host contract counts calls of scrypt from before the portal is loaded.
      isolate: ['packages/opentelemetry', 'examples/host-tests'].includes(root),
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
        : projects.flatMap((root) => {
            const files = testFiles(root, tier);
            return files === undefined ? [] : [project(root, files)];
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
