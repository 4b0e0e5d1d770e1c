import { collectDefinitions, type Described, type JsonSchema } from '@factorkit/core/schema';
import type { Route } from '../route/route.ts';
import { operationOf, tagOf, templateOf } from './operation.ts';
import { HEADERS } from './responses.ts';

/** An OpenAPI 3.1 document, as plain data. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly info: JsonSchema;
  readonly servers: readonly JsonSchema[];
  readonly tags: readonly JsonSchema[];
  /** By path template below the server's URL, then by method in lower case. */
  readonly paths: { readonly [path: string]: { readonly [method: string]: JsonSchema } };
  readonly components: {
    readonly schemas: { readonly [name: string]: JsonSchema };
    readonly headers: { readonly [name: string]: JsonSchema };
    readonly securitySchemes: { readonly [name: string]: JsonSchema };
  };
}

interface DocumentParts {
  readonly title: string;
  readonly description: string;
  readonly basePath: string;
  readonly routes: readonly Pick<Route<never>, 'method' | 'path' | 'document'>[];
  readonly securitySchemes: { readonly [name: string]: JsonSchema };
  /** Shapes that no operation refers to but a client can receive. */
  readonly besides: readonly Described[];
}

export function documentOf(parts: DocumentParts): OpenApiDocument {
  const { title, description, basePath, routes, securitySchemes, besides } = parts;
  const { refer, schemas } = collectDefinitions('#/components/schemas/');
  const paths: { [path: string]: { [method: string]: JsonSchema } } = {};
  for (const route of routes) {
    const template = templateOf(route.path);
    paths[template] = { ...paths[template], [route.method.toLowerCase()]: operationOf(route, refer) };
  }
  for (const part of besides) refer(part);
  const found = schemas();
  const problems = Object.keys(found).filter((name) => name.endsWith('Problem'));
  const problem = { oneOf: problems.map((name) => ({ $ref: `#/components/schemas/${name}` })) };
  return {
    openapi: '3.1.1',
    info: { title, description, version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: basePath === '' ? '/' : basePath }],
    tags: [...new Set(routes.map(({ path }) => tagOf(path)))].map((name) => ({ name })),
    paths,
    components: { schemas: { ...found, Problem: problem }, headers: HEADERS, securitySchemes },
  };
}
