// with-install.mjs <what> <program> [arguments]: installs what that needs, and runs the program with it.
// A demo needs a fraction of what the tests need, and most tests do not need the large framework examples and ORMs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { pnpmCommand } from './pnpm.mjs';

const root = dirname(import.meta.dirname);
const heavy = [
  '!@factorkit/example-next',
  '!@factorkit/example-sveltekit',
  '!@factorkit/conformance-databases',
];
const needs = {
  // The root brings Node, and what packages take from their host: peers are not installed with `--prod`.
  demo: ['--prod', '--filter', 'factorkit', '--filter', '@factorkit/example-portal...'],
  tests: heavy.flatMap((name) => ['--filter', name]),
  everything: [],
};

const [what, program, ...args] = process.argv.slice(2);
if (needs[what] === undefined || program === undefined) {
  throw new Error(`with-install.mjs takes ${Object.keys(needs).join(', ')}, and a program`);
}

const bin = join(root, 'node_modules/.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
const [pnpm, ...before] = await pnpmCommand();
process.exitCode =
  (await run(pnpm, [...before, ...needs[more(what, installed())], 'install', '--frozen-lockfile'])) ||
  (await run('node', [join(root, 'scripts/require-node.mjs')])) ||
  (await run(program, args));

function installed() {
  if (existsSync(join(root, 'examples/next/node_modules'))) return 'everything';
  return existsSync(join(root, 'node_modules/vitest')) ? 'tests' : 'demo';
}

/** To install less than there is would remove the rest. */
function more(one, other) {
  const order = Object.keys(needs);
  return order[Math.max(order.indexOf(one), order.indexOf(other))];
}

function run(command, given) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, given, { cwd: root, env, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? (signal === null ? 0 : 1)));
    for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => child.kill(name));
  });
}
