import type { Options } from 'tsup';

// Node takes types off, and leaves decorators alone: they are compiled away before it runs. What is shared with
// examples/portal has none, and is run where it stands.
const config: Options = {
  entry: ['src/main.ts'],
  format: ['esm'],
  target: 'es2023',
  external: [/^\.\.\/\.\.\/portal\//],
  removeNodeProtocol: false,
  silent: true,
};

export default config;
