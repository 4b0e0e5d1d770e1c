import { execFile } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { install, root } from '../../../../scripts/packed.ts';
import type { Walked } from '../cell.ts';

interface App {
  /** The folder in `conformance/apps`. */
  readonly source: 'next' | 'sveltekit' | 'nuxt';
  readonly wanted: readonly string[];
  readonly build: readonly string[];
  /** A file that this version refuses. */
  readonly without?: string;
}

const nextBuild = ['node_modules/next/dist/bin/next', 'build'];
const viteBuild = ['node_modules/vite/bin/vite.js', 'build'];

/** Of each framework the newest version, and the oldest that Factorkit supports. */
const apps: Readonly<Record<string, App>> = {
  'Next 16': {
    ...{ source: 'next', build: nextBuild },
    wanted: ['next@16.4.6', 'react@19.3.1', 'react-dom@19.3.1'],
  },
  'Next 15': {
    ...{ source: 'next', build: nextBuild },
    wanted: ['next@15.0.0', 'react@18.2.0', 'react-dom@18.2.0'],
  },
  'SvelteKit 3': {
    ...{ source: 'sveltekit', build: viteBuild, without: 'svelte.config.js' },
    wanted: [
      ...['@sveltejs/kit@3.2.0', '@sveltejs/adapter-node@6.0.1', '@sveltejs/vite-plugin-svelte@7.3.1'],
      ...['svelte@5.57.3', 'vite@8.3.8'],
    ],
  },
  'SvelteKit 2': {
    ...{ source: 'sveltekit', build: viteBuild },
    wanted: [
      ...['@sveltejs/kit@2.0.0', '@sveltejs/adapter-node@2.0.0', '@sveltejs/vite-plugin-svelte@3.0.0'],
      ...['svelte@4.2.0', 'vite@5.0.3'],
    ],
  },
  'Nuxt 4': {
    ...{ source: 'nuxt', build: ['node_modules/nuxt/bin/nuxt.mjs', 'build'], wanted: ['nuxt@4.5.2'] },
  },
};

export const appNames: readonly string[] = Object.keys(apps);

/** Builds an application outside the workspace with the packages from their tarballs, serves it and walks it. */
export async function walkApp(name: string, folder: string, tarballs: readonly string[]): Promise<Walked> {
  const app = apps[name];
  if (app === undefined) throw new Error(`unknown: ${name}`);
  const home = join(folder, name.replace(' ', '-').toLowerCase());
  await mkdir(home);
  await writeFile(join(home, 'package.json'), '{ "private": true, "type": "module" }');
  await cp(join(root, 'conformance/apps', app.source), home, { recursive: true });
  if (app.without !== undefined) await rm(join(home, app.without));
  await install([...tarballs, ...app.wanted], { cwd: home });
  await compile('harnesses/web.ts', join(home, 'portal.mjs'));
  await compile('compatibility/apps/app-process.ts', join(home, 'app-process.mjs'));
  const run = async (args: readonly string[], mode: string): Promise<string> => {
    const env = { ...process.env, NODE_OPTIONS: '', NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' };
    return (await promisify(execFile)(process.execPath, [...args], { cwd: home, env })).stdout;
  };
  await run(app.build, 'production');
  const printed = await run(['app-process.mjs', app.source], 'test');
  return JSON.parse(printed.trimEnd().split('\n').at(-1) ?? '');
}

async function compile(source: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [join(root, 'conformance/src', source)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    packages: 'external',
    logLevel: 'warning',
  });
}
