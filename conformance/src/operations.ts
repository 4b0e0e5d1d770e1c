import { openApiDocument, supportOpenApiDocument } from '@factorkit/http';
import { MOUNTS } from './contract.ts';

export interface OperationAt {
  readonly method: string;
  /** In the portal, with `abc` in the place of an id. */
  readonly path: string;
}

/** Every documented route that changes something, so that no test forgets one that is added. */
export const CHANGES: readonly OperationAt[] = operations().filter(({ method }) => method !== 'GET');

/** Every path below which nothing is read. */
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
