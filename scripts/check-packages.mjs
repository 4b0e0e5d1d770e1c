// What a portal would get from the registry: every package is packed, looked at by publint and attw, installed from
// its tarball into an empty project, and every entry of it imported by each Node at hand that the package says it runs on.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { install, pack, publishedPackages } from './packed.ts';

const run = promisify(execFile);
const attwManifest = fileURLToPath(import.meta.resolve('@arethetypeswrong/cli/package.json'));
const attw = join(dirname(attwManifest), JSON.parse(await readFile(attwManifest, 'utf8')).bin.attw);

const temporary = await mkdtemp(join(tmpdir(), 'factorkit-packages-'));
try {
  const packages = await publishedPackages();
  const tarballs = await pack(packages, temporary);
  const reports = await inTurns(packages, availableParallelism(), look(tarballs));
  await writeFile(join(temporary, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  await install([...tarballs.values()], { cwd: temporary });
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

function look(tarballs) {
  return async ({ name, manifest: source }) => {
    const tarball = tarballs.get(name);
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
    if (problems.length === 0)
      problems.push(...(await publintSays(tarball)), ...(await attwSays(tarball, entries)));
    return { name, engine: source.engines.node, entries, problems, importedBy: [] };
  };
}

async function publintSays(tarball) {
  const bytes = await readFile(tarball);
  const { messages, pkg } = await publint({
    strict: true,
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
  });
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);
}

async function attwSays(tarball, entries) {
  try {
    await run(process.execPath, [
      attw,
      tarball,
      '--profile',
      'strict',
      '--exclude-entrypoints',
      // Files without types.
      ...entries.filter((entry) => /\.(json|js)$/.test(entry)),
      './package.json',
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

async function importEntries(report, nodes) {
  const names = report.entries.map((entry) => report.name + entry.slice(1));
  const script = `for (const name of ${JSON.stringify(names)}) {
    const how = name.endsWith('.json') ? { with: { type: 'json' } } : {};
    if (Object.keys(await import(name, how)).length === 0) throw new Error(name + ' exports nothing');
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

/** `range` is of the form `>=22.13`, the only one that these packages use. */
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
