import type { Options } from 'tsup';

/** How every package is built: ESM only, one declaration file per entry, sources readable in the map. */
export function library(entry: string[] = ['src/index.ts']): Options {
  return {
    entry,
    format: ['esm'],
    target: 'es2023',
    dts: true,
    clean: true,
    sourcemap: true,
    // node:sqlite has no name without the prefix, which tsup takes off unless told not to.
    removeNodeProtocol: false,
  };
}
