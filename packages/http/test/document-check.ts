import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { OpenApiDocument } from '../src/index.ts';

/** One answer of the real handler. */
export interface Exchanged {
  readonly method: string;
  /** With the mount point that the document names as its server. */
  readonly path: string;
  readonly response: Response;
}

export interface DocumentCheck {
  /** What is not as documented; nothing where all is. What is answered where no operation is, is a refusal of the door. */
  breachesOf(exchanged: Exchanged): Promise<readonly string[]>;
  /** What was seen so far: `viewAccount 200`, `viewAccount no-session`. */
  readonly seen: ReadonlySet<string>;
}

interface Operation {
  readonly operationId: string;
  readonly responses: { readonly [status: string]: Documented };
}

interface Documented {
  readonly headers: { readonly [name: string]: { readonly $ref: string } };
  readonly content: { readonly [type: string]: { readonly schema: object } };
}

/** Holds answers against a document: status, type, headers and body. */
export function checkAgainst(document: OpenApiDocument): DocumentCheck {
  const validatorFor = compilerOf(document);
  const base = String(document.servers[0]?.url ?? '').replace(/^\/$/, '');
  const seen = new Set<string>();
  return {
    seen,
    async breachesOf({ method, path, response }) {
      const text = await response.clone().text();
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const below = path.startsWith(`${base}/`) ? path.slice(base.length) : undefined;
      const operation = below === undefined ? undefined : operationAt(document, method, below);
      if (operation === undefined) {
        return breaches(
          method,
          body,
          validatorFor({ $ref: '#/components/schemas/Problem' }),
          'a refusal of the door',
        );
      }
      const type = response.headers.get('content-type') ?? '';
      const said = type === 'application/problem+json' ? Reflect.get(Object(body), 'code') : response.status;
      const at = `${operation.operationId} ${said}`;
      seen.add(at);
      const documented = operation.responses[response.status];
      const content = documented?.content[type];
      if (documented === undefined || content === undefined) {
        return [`${at}: ${response.status} ${type} is not documented`];
      }
      return [
        ...breaches(method, body, validatorFor(content.schema), at),
        ...headerBreaches(document, documented, response).map((breach) => `${at}: ${breach}`),
      ];
    },
  };
}

/** Compiles every schema of a document, in strict mode: a word that JSON Schema does not know is an error. */
export function compileAll(document: OpenApiDocument): number {
  const validatorFor = compilerOf(document);
  const schemas = [...schemasIn(document.paths), ...schemasIn(document.components.headers)];
  const components = Object.keys(document.components.schemas).map((name) => ({
    $ref: `#/components/schemas/${name}`,
  }));
  for (const schema of [...schemas, ...components]) validatorFor(schema);
  return schemas.length + components.length;
}

/** Every operation of a document as `GET /account`. */
export function operationsOf(document: OpenApiDocument): readonly string[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

function breaches(method: string, body: unknown, validate: ValidateFunction, at: string): readonly string[] {
  if (method === 'HEAD' || validate(body)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${at}: ${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

function headerBreaches(
  document: OpenApiDocument,
  { headers }: Documented,
  response: Response,
): readonly string[] {
  return Object.keys(headers).flatMap((name) => {
    const schema = Object(document.components.headers[name]?.schema);
    const value = response.headers.get(name);
    if (value === null) return [`no ${name}`];
    const fits = (schema.const ?? value) === value && new RegExp(schema.pattern ?? '').test(value);
    return fits ? [] : [`${name}: ${value}`];
  });
}

function operationAt(document: OpenApiDocument, method: string, path: string): Operation | undefined {
  const found = Object.entries(document.paths).find(([template]) =>
    new RegExp(`^${template.replace('.', '\\.').replace('{id}', '[A-Za-z0-9_-]{1,128}')}$`).test(path),
  );
  const key = method === 'HEAD' ? 'get' : method.toLowerCase();
  return found?.[1][key] as Operation | undefined;
}

function compilerOf(document: OpenApiDocument): (schema: object) => ValidateFunction {
  // `format: uri-reference` is a note for people here.
  const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false });
  // Each schema of `components` is compiled once, however many answers refer to it.
  ajv.addSchema(withLocalRefs({ $id: 'components', $defs: document.components.schemas }));
  const compiled = new Map<string, ValidateFunction>();
  return (schema) => {
    const key = JSON.stringify(schema);
    const known = compiled.get(key) ?? ajv.compile(withLocalRefs(schema));
    compiled.set(key, known);
    return known;
  };
}

/** The schemas of `components` are a schema document of their own. */
function withLocalRefs(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"components#/$defs/'));
}

function schemasIn(part: unknown): readonly object[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) => (name === 'schema' ? [value] : schemasIn(value)));
}
