// The examples whose frameworks bundle what they import, as a portal's team would build them: outside the workspace, with
// the packages from their tarballs.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { install, manifestIn, pack, publishedPackages, root, withTheirOwn } from './packed.ts';

const run = promisify(execFile);
const unwanted = ['node_modules', 'build', '.next', '.svelte-kit', 'test'];
const temporary = await mkdtemp(join(tmpdir(), 'factorkit-examples-'));
try {
  const published = await publishedPackages();
  for (const name of ['next', 'sveltekit', 'minimal-nest']) await build(name, published);
} catch (error) {
  console.error([error.message, error.stdout, error.stderr].filter(Boolean).join('\n'));
  process.exitCode = 1;
} finally {
  await rm(temporary, { recursive: true, force: true });
}

async function build(name, published) {
  const source = join(root, 'examples', name);
  const folder = join(temporary, name);
  await cp(source, folder, { recursive: true, filter: (path) => !unwanted.includes(basename(path)) });
  await settleTypes(folder);
  const { dependencies, devDependencies, ...manifest } = await manifestIn(source);
  const wanted = { ...dependencies, ...devDependencies };
  const ours = Object.keys(wanted).filter((dependency) => dependency.startsWith('@factorkit/'));
  const tarballs = join(temporary, `${name}-tarballs`);
  await mkdir(tarballs);
  const packed = await pack(withTheirOwn(ours, published), tarballs);
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const theirs = Object.entries(wanted).filter(([dependency]) => !ours.includes(dependency));
  const { devDependencies: tools } = await manifestIn(root);
  theirs.push(...['typescript', '@types/node', 'tsup'].map((tool) => [tool, tools[tool]]));
  await install([...packed.values(), ...theirs.map((pair) => pair.join('@'))], { cwd: folder });
  await run('npm', ['run', 'build'], { cwd: folder });
  console.log(`${name}: built from ${[...packed.keys()].join(', ')}`);
}

/** A project of its own has no file above it to extend. */
async function settleTypes(folder) {
  const file = join(folder, 'tsconfig.json');
  const config = await readFile(file, 'utf8').catch(() => undefined);
  if (config === undefined) return;
  await cp(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'));
  await writeFile(file, config.replace('../../tsconfig.base.json', './tsconfig.base.json'));
}
