import { rmSync } from 'node:fs';
import type { Options } from 'tsup';

/**
 * How every package is built: ESM and CommonJS, declarations for both, sources readable in the maps. CommonJS brings
 * `@noble` along, which is published as ESM only.
 */
export function library(entry: string[] = ['src/index.ts']): Options[] {
  // Here and not by `clean`: the two builds run at the same time and share the folder.
  rmSync('dist', { recursive: true, force: true });
  const both: Options = {
    entry,
    target: 'es2023',
    splitting: true,
    sourcemap: true,
    // node:sqlite has no name without the prefix, which tsup takes off unless told not to.
    removeNodeProtocol: false,
  };
  return [
    { ...both, format: ['esm'], dts: true },
    { ...both, format: ['cjs'], noExternal: [/^@noble\//] },
  ];
}

/** The whole package and all it needs in one file, for `<script type="module">` without a bundler. */
export function browserFile(): Options {
  return {
    entry: { browser: 'src/index.ts' },
    target: 'es2022',
    platform: 'browser',
    format: ['esm'],
    noExternal: [/./],
    minify: true,
    sourcemap: true,
  };
}
