// test-tier.mjs quick|test|soak|changed [arguments of vitest]: one tier of the tests (test-tiers.ts says how much it tries).
// `changed` runs what hangs on the files that differ from the main branch, in the dose of `test`.
import { execFileSync, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const [tier = 'test', ...args] = process.argv.slice(2);
const changed = tier === 'changed';
const chosen = changed ? ['--changed', commonWithMain(), '--passWithNoTests'] : [];
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const child = spawn(process.execPath, [vitest, 'run', ...chosen, ...args], {
  cwd: root,
  env: {
    // The processes that tests start load the same sources; only the first of them compiles them.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
    ...process.env,
    FACTORKIT_TESTS: changed ? 'test' : tier,
  },
  stdio: 'inherit',
});
child.once('close', (code) => {
  process.exitCode = code ?? 1;
});

function commonWithMain() {
  for (const main of ['main', 'origin/main']) {
    try {
      return execFileSync('git', ['merge-base', main, 'HEAD'], {
        cwd: root,
        encoding: 'utf8',
        stdio: 'pipe',
      }).trim();
    } catch {
      // No branch of that name here.
    }
  }
  return 'HEAD';
}
