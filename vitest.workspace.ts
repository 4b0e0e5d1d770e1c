// Vitest reads the list from vitest.config.ts, which imports this one; it stands apart because tools look for it here.
export default [
  'packages/core',
  'packages/qr',
  'packages/storage-sqlite',
  'packages/testkit',
  'packages/http',
  'packages/express',
  'examples/portal',
];
