import { existsSync } from 'node:fs';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import projects from './vitest.workspace.ts';

// Tests of another project that are run here too: `test/setup.ts` says what they are run over.
const borrowed: Readonly<Record<string, readonly string[]>> = {
  'examples/nest-portal': ['../portal/test/**/*.test.ts', '!../portal/test/front-room.test.ts'],
};

const config: ViteUserConfig = defineConfig({
  test: {
    projects: projects.map((root) => ({
      root,
      test: {
        name: root,
        include: ['test/**/*.test.ts', ...(borrowed[root] ?? [])],
        // What is started once for all tests of a package, such as a database server.
        globalSetup: [`${import.meta.dirname}/${root}/test/global-setup.ts`].filter(existsSync),
        // What each test file begins with.
        setupFiles: [`${import.meta.dirname}/${root}/test/setup.ts`].filter(existsSync),
        testTimeout: 60_000,
        hookTimeout: 120_000,
      },
    })),
    reporters: ['default', './scripts/closing-line.ts'],
  },
});

export default config;
