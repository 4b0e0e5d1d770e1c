// What a portal would get from the registry: every package is packed, looked at by publint and attw, installed from
// its tarball into an empty project, and every entry of it imported by each Node at hand that the package says it runs on.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const run = promisify(execFile);
const root = dirname(import.meta.dirname);
const workspace = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const attwManifest = fileURLToPath(import.meta.resolve('@arethetypeswrong/cli/package.json'));
const attw = join(dirname(attwManifest), JSON.parse(await readFile(attwManifest, 'utf8')).bin.attw);

const temporary = await mkdtemp(join(tmpdir(), 'factorkit-packages-'));
try {
  const folders = (await readdir(join(root, 'packages'))).sort();
  await pack(temporary);
  const reports = await inTurns(folders, availableParallelism(), look);
  await install(reports);
  const nodes = await nodesAtHand();
  for (const report of reports) {
    if (report.problems.length === 0) await importEntries(report, nodes);
    console.log(
      report.problems.length === 0
        ? `${report.name}: publint, attw, ${report.entries.length} imported by Node ${report.importedBy.join(', ')}`
        : `${report.name}:\n${report.problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
  if (reports.some((report) => report.problems.length > 0)) process.exitCode = 1;
} finally {
  await rm(temporary, { recursive: true, force: true });
}

async function pack(destination) {
  const pnpm = process.env.npm_config_user_agent?.startsWith('pnpm/')
    ? ['pnpm']
    : ['npx', '-y', workspace.packageManager];
  const [command, ...first] = pnpm;
  await run(
    command,
    [...first, '-r', '--filter', './packages/*', 'pack', '--pack-destination', destination],
    { cwd: root },
  );
}

async function look(folder) {
  const source = JSON.parse(await readFile(join(root, 'packages', folder, 'package.json'), 'utf8'));
  const tarball = join(temporary, `${source.name.slice(1).replace('/', '-')}-${source.version}.tgz`);
  const files = (await run('tar', ['-tzf', tarball])).stdout.split('\n');
  const manifest = JSON.parse((await run('tar', ['-xzOf', tarball, 'package/package.json'])).stdout);
  const entries = Object.keys(manifest.exports).filter((entry) => entry !== './package.json');
  const problems = [];

  for (const file of ['dist/index.js', 'dist/index.d.ts', 'LICENSE']) {
    if (!files.includes(`package/${file}`)) problems.push(`${file} is not in the tarball: was it built?`);
  }
  if (JSON.stringify(manifest.exports).includes('/src/')) {
    problems.push('exports lead to the sources: publishConfig.exports was not applied');
  }
  if (JSON.stringify(manifest).includes('workspace:'))
    problems.push('a workspace: version was left in package.json');
  for (const entry of Object.keys(source.exports)) {
    if (!entries.includes(entry)) problems.push(`exports ${entry} in development and not when published`);
  }
  if (problems.length === 0) problems.push(...(await publintSays(tarball)), ...(await attwSays(tarball)));
  return { name: source.name, engine: source.engines.node, tarball, entries, problems, importedBy: [] };
}

async function publintSays(tarball) {
  const bytes = await readFile(tarball);
  const { messages, pkg } = await publint({
    strict: true,
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
  });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

async function attwSays(tarball) {
  try {
    // No CommonJS is shipped; a `require` of these packages works from Node 20.19 on, which loads ESM.
    await run(process.execPath, [
      attw,
      tarball,
      '--profile',
      'esm-only',
      '--format',
      'ascii',
      '--no-color',
      '--no-emoji',
    ]);
    return [];
  } catch (error) {
    return [`attw: ${error.stdout || error.stderr || error.message}`];
  }
}

async function install(reports) {
  await writeFile(join(temporary, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const tarballs = reports.map((report) => report.tarball);
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
  await run('npm', ['install', ...quiet, ...tarballs], { cwd: temporary });
}

async function importEntries(report, nodes) {
  const names = report.entries.map((entry) => report.name + entry.slice(1));
  const script = `for (const name of ${JSON.stringify(names)}) {
    if (Object.keys(await import(name)).length === 0) throw new Error(name + ' exports nothing');
  }`;
  for (const [version, node] of nodes) {
    if (!satisfies(version, report.engine)) continue;
    try {
      await run(node, ['--input-type=module', '--eval', script], { cwd: temporary });
      report.importedBy.push(version);
    } catch (error) {
      report.problems.push(`import by Node ${version}: ${error.stderr || error.message}`);
    }
  }
  if (report.importedBy.length === 0 && report.problems.length === 0) {
    report.problems.push(`no Node at hand is ${report.engine}`);
  }
}

/** Every `node` on the PATH by its version: the one of the workspace, and the machine's own, which may be older. */
async function nodesAtHand() {
  const nodes = new Map();
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const node of [process.execPath, ...folders.map((folder) => join(folder, 'node'))]) {
    try {
      const version = (await run(node, ['--version'])).stdout.trim().slice(1);
      if (!nodes.has(version)) nodes.set(version, node);
    } catch {
      // No Node in this folder of the PATH.
    }
  }
  return nodes;
}

/** `range` is of the form `>=20.19`, the only one that these packages use. */
function satisfies(version, range) {
  const [major, minor] = version.split('.').map(Number);
  const [leastMajor, leastMinor = 0] = range.replace('>=', '').split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

async function inTurns(items, width, work) {
  const results = new Array(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
