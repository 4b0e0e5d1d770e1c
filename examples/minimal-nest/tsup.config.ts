import type { Options } from 'tsup';

// Node takes types off, and leaves decorators alone: they are compiled away before it runs.
const config: Options = {
  entry: ['src/main.ts'],
  format: ['esm'],
  target: 'es2023',
  removeNodeProtocol: false,
  silent: true,
};

export default config;
