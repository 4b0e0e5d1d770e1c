// The packages as the registry would hand them out.
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export const root: string = dirname(import.meta.dirname);

/** The members of a package.json that are used. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly packageManager: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

interface PublishedPackage {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

export async function manifestIn(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
}

/** Name and folder of every package that is published, in the order of the folders. */
export async function publishedPackages(): Promise<readonly PublishedPackage[]> {
  const folders = (await readdir(join(root, 'packages'))).sort();
  return Promise.all(
    folders.map(async (folder) => {
      const manifest = await manifestIn(join(root, 'packages', folder));
      return { name: manifest.name, folder, manifest };
    }),
  );
}

/** These packages and those of ours that they bring along when they are installed. */
export function withTheirOwn(
  names: readonly string[],
  packages: readonly PublishedPackage[],
): readonly PublishedPackage[] {
  const wanted = new Set<string>();
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
export async function pack(
  packages: readonly PublishedPackage[],
  destination: string,
): Promise<ReadonlyMap<string, string>> {
  await pnpm([
    ...['-r', ...packages.flatMap(({ name }) => ['--filter', name])],
    ...['pack', '--pack-destination', destination],
  ]);
  return new Map(
    packages.map(({ name, manifest: { version } }) => [
      name,
      join(destination, `${name.slice(1).replace('/', '-')}-${version}.tgz`),
    ]),
  );
}

/** The package manager in the version that the workspace pins. */
export async function pnpm(args: readonly string[]): Promise<void> {
  const [command = '', ...first] = process.env.npm_config_user_agent?.startsWith('pnpm/')
    ? ['pnpm']
    : ['npx', '-y', (await manifestIn(root)).packageManager];
  await run(command, [...first, ...args], { cwd: root, maxBuffer: 2 ** 26 });
}

/** `npm install` of tarballs and names, in a folder with a package.json. */
export async function install(
  wanted: readonly string[],
  { cwd, dev = false }: { readonly cwd: string; readonly dev?: boolean },
): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
  await run('npm', ['install', ...(dev ? ['--save-dev'] : []), ...quiet, ...wanted], { cwd });
}
