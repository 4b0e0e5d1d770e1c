import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import {
  install,
  manifestIn,
  pack,
  pnpm,
  publishedPackages,
  root,
  withTheirOwn,
} from '../../../scripts/packed.ts';
import type { ModuleSystem } from './cell.ts';
import type { Edition } from './frameworks.ts';

const conformance = join(root, 'conformance');

/** The packages of Factorkit that a portal of the cells installs. */
const OURS = [
  ...['core', 'http', 'express', 'nest', 'testkit', 'webauthn'],
  ...['storage-sqlite', 'storage-postgres', 'storage-mysql', 'storage-redis'],
].map((name) => `@factorkit/${name}`);

/** Libraries that every edition shares: of sessions and of databases. */
const SHARED: readonly string[] = [
  ...['express-session', 'connect-pg-simple', 'connect-redis', 'passport', 'passport-local'],
  ...['iron-session', 'jose', '@electric-sql/pglite', 'better-sqlite3', 'ioredis', 'mysql2', 'pg'],
  ...['postgres', 'redis'],
];

const FRAMEWORKS: readonly string[] = [
  ...['@hono/node-server', '@nestjs/common', '@nestjs/core', '@nestjs/platform-express'],
  ...['@nestjs/platform-fastify', 'express', 'fastify', 'hono', 'reflect-metadata', 'rxjs'],
];

/** Packages from their tarballs, frameworks and libraries from the registry, in folders outside the workspace. */
export interface Installation {
  /** The program that runs cells. */
  program(edition: Edition, modules: ModuleSystem): string;
  /** The installed version of a package. */
  version(edition: Edition, name: string): Promise<string>;
}

export async function installEditions(folder: string): Promise<Installation> {
  const packed = await packBuilt(folder, OURS);
  const newest = (await manifestIn(conformance)).dependencies ?? {};
  const oldest = (await manifestIn(join(conformance, 'oldest'))).dependencies ?? {};
  const nest11 = Object.fromEntries(
    FRAMEWORKS.filter((name) => name.startsWith('@nestjs/')).map((name) => [name, '11.2.6']),
  );
  const express = (alias: string): { readonly express: string } => ({
    express: (newest[alias] ?? '').replace('npm:express@', ''),
  });
  const editions: Readonly<Record<Edition, Readonly<Record<string, string>>>> = {
    newest,
    middle: { ...newest, ...nest11, ...express('express-4') },
    oldest: { ...oldest, ...express('express-4.18') },
  };
  const at = (names: readonly string[], versions: Readonly<Record<string, string>>): readonly string[] =>
    names.map((name) => `${name}@${versions[name]}`);
  await project(folder, at(SHARED, newest));
  for (const [edition, versions] of Object.entries(editions)) {
    await project(join(folder, edition), [...packed, ...at(FRAMEWORKS, versions)]);
    await compile(join(folder, edition));
  }
  return {
    program: (edition, modules) => join(folder, edition, `cells.${modules === 'ESM' ? 'mjs' : 'cjs'}`),
    async version(edition, name) {
      if (name === 'node') return process.versions.node;
      return (await manifestIn(join(folder, edition, 'node_modules', name))).version;
    },
  };
}

/** The tarballs of these packages and those of ours that they need, built from the present sources. */
export async function packBuilt(folder: string, names: readonly string[]): Promise<readonly string[]> {
  await buildIfOutdated();
  const tarballs = join(folder, 'tarballs');
  await mkdir(tarballs);
  return [...(await pack(withTheirOwn(names, await publishedPackages()), tarballs)).values()];
}

async function project(folder: string, wanted: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await install(wanted, { cwd: folder });
}

/** The program in both module systems. All packages stay imports, or become `require`. */
async function compile(folder: string): Promise<void> {
  for (const [format, ending] of [
    ['esm', 'mjs'],
    ['cjs', 'cjs'],
  ] as const) {
    await build({
      entryPoints: [join(import.meta.dirname, 'cell-process.ts')],
      outfile: join(folder, `cells.${ending}`),
      bundle: true,
      format,
      platform: 'node',
      target: 'node22',
      packages: 'external',
      supported: { 'dynamic-import': format === 'esm' },
      tsconfig: join(root, 'tsconfig.json'),
      logLevel: 'warning',
    });
  }
}

/** Builds the packages if a source is newer than the build. */
export async function buildIfOutdated(): Promise<void> {
  for (const { folder } of await publishedPackages()) {
    const place = join(root, 'packages', folder);
    const built = await stat(join(place, 'dist/index.cjs')).catch(() => undefined);
    if (built !== undefined && built.mtimeMs > (await changedAt(join(place, 'src')))) continue;
    return pnpm(['-r', '--filter', './packages/*', 'run', 'build']);
  }
}

async function changedAt(folder: string): Promise<number> {
  const files = await readdir(folder, { recursive: true });
  const times = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).mtimeMs));
  return Math.max(...times);
}
