// The packages as the registry would hand them out.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const root = dirname(import.meta.dirname);

export async function manifestIn(folder) {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

/** Name and folder of every package that is published, in the order of the folders. */
export async function publishedPackages() {
  const folders = (await readdir(join(root, 'packages'))).sort();
  return Promise.all(
    folders.map(async (folder) => {
      const manifest = await manifestIn(join(root, 'packages', folder));
      return { name: manifest.name, folder, manifest };
    }),
  );
}

/** These packages and those of ours that they bring along when they are installed. */
export function withTheirOwn(names, packages) {
  const wanted = new Set();
  const queue = [...names];
  for (const name of queue) {
    const found = packages.find((each) => each.name === name);
    if (found === undefined || wanted.has(name)) continue;
    wanted.add(name);
    const { dependencies = {}, peerDependencies = {} } = found.manifest;
    queue.push(...Object.keys(dependencies), ...Object.keys(peerDependencies));
  }
  return packages.filter(({ name }) => wanted.has(name));
}

/** Packs them as `pnpm publish` would; gives the tarball of each by its name. */
export async function pack(packages, destination) {
  const [command, ...first] = process.env.npm_config_user_agent?.startsWith('pnpm/')
    ? ['pnpm']
    : ['npx', '-y', (await manifestIn(root)).packageManager];
  const filters = packages.flatMap(({ name }) => ['--filter', name]);
  await run(command, [...first, '-r', ...filters, 'pack', '--pack-destination', destination], { cwd: root });
  return new Map(
    packages.map(({ name, manifest: { version } }) => [
      name,
      join(destination, `${name.slice(1).replace('/', '-')}-${version}.tgz`),
    ]),
  );
}

/** `npm install` of tarballs and names, in a folder with a package.json. */
export async function install(wanted, { cwd, dev = false }) {
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
  await run('npm', ['install', ...(dev ? ['--save-dev'] : []), ...quiet, ...wanted], { cwd });
}
