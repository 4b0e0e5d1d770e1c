import { defineConfig, type ViteUserConfig } from 'vitest/config';

// What mutation testing runs: the tests of the policy room that are decided by data, and no random ones.
const config: ViteUserConfig = defineConfig({
  test: {
    include: ['packages/core/test/policy/**/*.test.ts'],
    exclude: ['**/properties*.test.ts', '**/simulate*', '**/lint*', '**/explain*', '**/profiles*'],
  },
});

export default config;
