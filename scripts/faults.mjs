// faults.mjs [name...]: puts each fault of test/faults back and demands that its test fails. Works in a copy of HEAD.
// A test file that does not load proves nothing, so it is no result.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import nodeModule from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = dirname(import.meta.dirname);
const folder = 'test/faults';
const LONGEST_MS = 600_000;
const wanted = process.argv.slice(2);

const patches = readdirSync(join(root, folder))
  .filter((name) => name.endsWith('.patch'))
  .filter((name) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));
if (patches.length === 0) throw new Error(`no patch in ${folder} begins with ${wanted.join(', ')}`);

const scratch = mkdtempSync(join(tmpdir(), 'factorkit-faults-'));
const copy = join(scratch, 'copy');
try {
  git(root, 'worktree', 'add', '--detach', '--quiet', copy, 'HEAD');
  linkModules();
  const rows = [];
  for (const patch of patches) {
    const result = { patch, ...tryPatch(join(copy, folder, patch)) };
    rows.push(result);
    console.log(`${result.verdict.padEnd(14)} ${result.row.padEnd(8)} ${patch}  ${result.detail}`);
  }
  const missed = rows.filter(({ verdict }) => verdict !== 'found');
  console.log(`\n${rows.length - missed.length} of ${rows.length} faults are found.`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  git(root, 'worktree', 'remove', '--force', copy);
  rmSync(scratch, { recursive: true, force: true });
}

/** The dependencies of the root as they are; those of a package as links, so that it finds the packages of the copy. */
function linkModules() {
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const manifest of git(root, 'ls-files', '*/package.json').split('\n').filter(Boolean)) {
    const modules = join(dirname(manifest), 'node_modules');
    if (!existsSync(join(root, modules))) continue;
    cpSync(join(root, modules), join(copy, modules), { recursive: true, verbatimSymlinks: true });
  }
}

function tryPatch(file) {
  const { row = '?', test, filter } = headerOf(readFileSync(file, 'utf8'));
  if (test === undefined) return { row, verdict: 'no test', detail: 'the header names none' };
  if (!existsSync(join(copy, test))) return { row, verdict: 'no test', detail: test };
  try {
    git(copy, 'apply', '--recount', '-C1', file);
  } catch (error) {
    return { row, verdict: 'does not apply', detail: firstLine(error.stderr ?? error) };
  }
  try {
    return { row, ...judge(test, filter) };
  } finally {
    git(copy, 'checkout', '--quiet', '--', '.');
    git(copy, 'clean', '--quiet', '-fd', '--exclude=node_modules');
  }
}

/** `# row: FA37`, `# test: packages/core/test/...`, and optionally `# filter: the text of vitest's -t`. */
function headerOf(text) {
  return Object.fromEntries(
    [...text.matchAll(/^# (row|test|filter): (.+)$/gm)].map(([, name, value]) => [name, value.trim()]),
  );
}

function judge(test, filter) {
  const broken = patchedSources().find((path) => !isTypeScript(path));
  if (broken !== undefined) return { verdict: 'no result', detail: `${broken} is not TypeScript any more` };
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs');
  const only = filter === undefined ? [] : ['-t', filter];
  // A fault may make a test wait for ever: that is a failure, too.
  const ends = '--testTimeout=120000';
  const args = [vitest, 'run', test, ...only, ends, '--reporter=./scripts/fault-result.ts'];
  const run = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', timeout: LONGEST_MS });
  const result = /^fault-result (.+)$/m.exec(run.stdout)?.[1];
  if (result === undefined) return { verdict: 'no result', detail: run.error?.message ?? run.stderr.trim() };
  const { passed, failed, errors } = JSON.parse(result);
  const detail = `${failed} failed, ${passed} passed`;
  if (failed > 0) return { verdict: 'found', detail };
  if (errors.length > 0) return { verdict: 'no result', detail: firstLine(errors[0]) };
  return { verdict: passed > 0 ? 'not found' : 'no test', detail };
}

function patchedSources() {
  return git(copy, 'diff', '--name-only', '--diff-filter=AM')
    .split('\n')
    .filter((path) => /\.[cm]?ts$/.test(path));
}

function isTypeScript(path) {
  try {
    // From Node 22 on. An older one finds out when the test file does not load.
    nodeModule.stripTypeScriptTypes?.(readFileSync(join(copy, path), 'utf8'), { mode: 'transform' });
    return true;
  } catch {
    return false;
  }
}

function firstLine(text) {
  return String(text).trim().split('\n')[0];
}

function git(cwd, ...args) {
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' });
}
