// Stryker changes operators and conditions, and no numbers. This changes each number and each duration of the policy
// room, up and down by one, and runs the policy's tests on a copy: each change must fail one of them.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';

const run = promisify(execFile);
const root = dirname(import.meta.dirname);
const policy = 'packages/core/src/policy';
// These have tests of their own, and no number that decides.
const others = ['index.ts', 'simulate.ts'];

const copy = await mkdtemp(join(tmpdir(), 'factorkit-mutants-'));
try {
  await copyCore();
  const files = (await readdir(join(root, policy))).filter(
    (name) => name.endsWith('.ts') && !others.includes(name),
  );
  if (!(await passes())) throw new Error('the policy tests fail before anything is changed');
  let killed = 0;
  const survivors = [];
  for (const name of files.sort()) {
    const path = join(copy, policy, name);
    const text = await readFile(path, 'utf8');
    for (const { start, end, becomes, line } of mutantsOf(name, text)) {
      await writeFile(path, text.slice(0, start) + becomes + text.slice(end));
      if (await passes()) survivors.push(`${name}:${line} ${text.slice(start, end)} -> ${becomes}`);
      else killed++;
    }
    await writeFile(path, text);
  }
  for (const survivor of survivors) console.log(`survived: ${survivor}`);
  console.log(`${killed} of ${killed + survivors.length} killed`);
} finally {
  await rm(copy, { recursive: true, force: true });
}

async function copyCore() {
  for (const name of ['package.json', 'tsconfig.json', 'tsconfig.base.json', 'vitest.mutation.config.ts']) {
    await cp(join(root, name), join(copy, name));
  }
  for (const folder of ['src', 'test', 'package.json']) {
    await cp(join(root, 'packages/core', folder), join(copy, 'packages/core', folder), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  await symlink(join(root, 'packages/core/node_modules'), join(copy, 'packages/core/node_modules'));
}

async function passes() {
  try {
    const options = { cwd: copy, env: { ...process.env, NO_COLOR: '1' }, timeout: 120_000 };
    await run('vitest', ['run', '--bail', '1', '--config', 'vitest.mutation.config.ts'], options);
    return true;
  } catch {
    return false;
  }
}

function mutantsOf(name, text) {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const mutants = [];
  const add = (node, number, write) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    for (const becomes of [number + 1, number - 1]) {
      if (becomes >= 0)
        mutants.push({ start: node.getStart(), end: node.getEnd(), becomes: write(becomes), line });
    }
  };
  const visit = (node) => {
    if (ts.isTypeNode(node)) return;
    if (ts.isNumericLiteral(node)) add(node, Number(node.text.replaceAll('_', '')), String);
    const duration = ts.isStringLiteral(node) ? /^([1-9]\d*)([smhd])$/.exec(node.text) : null;
    if (duration) add(node, Number(duration[1]), (number) => `'${number}${duration[2]}'`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}
