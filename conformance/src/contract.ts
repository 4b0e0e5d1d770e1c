import { type OpenApiDocument, openApiDocument, supportOpenApiDocument } from '@factorkit/http';
import type { Answer as ReceivedAnswer } from '@factorkit/testkit';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** The part of an answer that is compared with the documents. */
export type Answer = Pick<ReceivedAnswer<unknown>, 'status' | 'headers' | 'json' | 'text'>;

/** The request of a test. */
export interface Asked {
  readonly method: string;
  readonly path: string;
}

/** Where a harness mounts the handlers of Factorkit. */
export const MOUNTS: { readonly users: string; readonly desk: string } = {
  users: '/account/mfa',
  desk: '/desk',
};

type Name = keyof typeof MOUNTS;

const DOCUMENTS: { readonly [name in Name]: OpenApiDocument } = {
  users: openApiDocument({ basePath: MOUNTS.users }),
  desk: supportOpenApiDocument({ basePath: MOUNTS.desk }),
};

// OpenAPI's keywords are not JSON Schema, and a `format` is only a note here.
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
for (const [name, document] of Object.entries(DOCUMENTS)) ajv.addSchema(document, name);

/**
 * Compares every answer that a test's browser gets with the OpenAPI documents: status, content type, headers and body
 * of the operation. Without an operation the handler has refused the request. A guard of the portal's own routes
 * refuses with a problem document too.
 *
 * @throws Error with the route and what differs from the document.
 */
export function inspect(asked: Asked, answer: Answer): void {
  const breaches = breachesOf(asked, answer);
  if (breaches.length === 0) return;
  const at = `${asked.method} ${asked.path} ${answer.status}`;
  throw new Error(`${at}: ${breaches.join('; ')}\n${answer.text}`);
}

function breachesOf({ method, path }: Asked, answer: Answer): readonly string[] {
  const type = answer.headers.get('content-type') ?? 'no type';
  const fits = (name: Name, schema: readonly string[]): readonly string[] =>
    method === 'HEAD' ? [] : breachesBy(name, schema, answer.json);
  const place = placeOf(path);
  if (place === undefined) return isProblem(type) ? fits('users', PROBLEM) : [];
  const { name, below } = place;
  const operation = operationAt(DOCUMENTS[name], method, below);
  if (operation === undefined) {
    const refused = isProblem(type) && [404, 405].includes(answer.status);
    return refused ? fits(name, PROBLEM) : ['no operation is documented here'];
  }
  const documented = ['paths', operation.template, operation.key, 'responses', String(answer.status)];
  const response = Object(valueAt(DOCUMENTS[name], documented));
  if (response.content?.[type] === undefined) return [`${type} is not documented`];
  return [
    ...fits(name, [...documented, 'content', type, 'schema']),
    ...headerBreaches(answer, name, Object.keys(response.headers)),
  ];
}

const PROBLEM: readonly string[] = ['components', 'schemas', 'Problem'];

function isProblem(type: string): boolean {
  return type === 'application/problem+json';
}

function placeOf(path: string): { readonly name: Name; readonly below: string } | undefined {
  for (const name of ['users', 'desk'] as const) {
    const mount = MOUNTS[name];
    if (path.startsWith(`${mount}/`)) return { name, below: path.slice(mount.length).replace(/\?.*/, '') };
  }
  return undefined;
}

function operationAt(
  { paths }: OpenApiDocument,
  method: string,
  below: string,
): { readonly template: string; readonly key: string } | undefined {
  const key = method === 'HEAD' ? 'get' : method.toLowerCase();
  const template = Object.keys(paths).find((each) =>
    new RegExp(`^${each.replace('.', '\\.').replace('{id}', '[A-Za-z0-9_-]{1,128}')}$`).test(below),
  );
  return template !== undefined && key in Object(paths[template]) ? { template, key } : undefined;
}

function headerBreaches({ headers }: Answer, name: Name, documented: readonly string[]): readonly string[] {
  return documented.flatMap((header) => {
    const value = headers.get(header);
    if (value === null) return [`no ${header}`];
    const schema = ['components', 'headers', header, 'schema'];
    const { type } = Object(valueAt(DOCUMENTS[name], schema));
    return breachesBy(name, schema, type === 'integer' ? Number(value) : value);
  });
}

/** The schema is addressed by a JSON Pointer (RFC 6901) into the document. */
function breachesBy(name: Name, schema: readonly string[], value: unknown): readonly string[] {
  const pointer = schema
    .map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'))
    .map(encodeURIComponent);
  const validate = ajv.getSchema(`${name}#/${pointer.join('/')}`);
  if (validate === undefined) throw new Error(`no schema at ${schema.join(' ')}`);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function valueAt(document: object, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => Reflect.get(Object(value), step), document);
}
