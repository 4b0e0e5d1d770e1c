import { openApiDocument, supportOpenApiDocument } from '@factorkit/http';
import { MOUNTS } from './contract.ts';

export interface OperationAt {
  readonly method: string;
  /** Within the portal, with `abc` as the id. */
  readonly path: string;
}

/** Every documented route that changes something, so that no test misses a new one. */
export const CHANGES: readonly OperationAt[] = operations().filter(({ method }) => method !== 'GET');

/** Paths below which nothing can be read. */
export const UNREADABLE: readonly string[] = [
  ...new Set(
    CHANGES.map(({ path }) => path).filter(
      (path) => !operations().some((each) => each.path === path && each.method === 'GET'),
    ),
  ),
];

function operations(): readonly OperationAt[] {
  const mounted = [
    [MOUNTS.users, openApiDocument()],
    [MOUNTS.desk, supportOpenApiDocument()],
  ] as const;
  return mounted.flatMap(([mount, { paths }]) =>
    Object.entries(paths).flatMap(([template, methods]) =>
      Object.keys(methods).map((method) => ({
        method: method.toUpperCase(),
        path: mount + template.replace('{id}', 'abc'),
      })),
    ),
  );
}
