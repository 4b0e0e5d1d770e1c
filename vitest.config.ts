import { existsSync } from 'node:fs';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import projects from './vitest.workspace.ts';

const config: ViteUserConfig = defineConfig({
  test: {
    projects: projects.map((root) => ({
      root,
      test: {
        name: root,
        include: ['test/**/*.test.ts'],
        // What is started once for all tests of a package, such as a database server.
        globalSetup: [`${import.meta.dirname}/${root}/test/global-setup.ts`].filter(existsSync),
        testTimeout: 60_000,
        hookTimeout: 120_000,
      },
    })),
    reporters: ['default', './scripts/closing-line.ts'],
  },
});

export default config;
