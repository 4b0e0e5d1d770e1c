import fc, { type Arbitrary } from 'fast-check';
import type { OpenApiDocument } from '../../src/index.ts';
import { ORIGIN } from '../documented-portal.ts';
import { fitting, type Mangling, manglings, type Schema } from './bodies.ts';

/** One request as plain data, so that a failing one can be printed and shrunk. */
export interface FuzzedRequest {
  readonly as: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly mangling: string;
  readonly cookies: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly chance: number;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Where a request says it comes from. Mostly from a page of the portal. */
const headers: Arbitrary<Readonly<Record<string, string>>> = fc.oneof(
  { weight: 12, arbitrary: fc.constant({ 'content-type': 'application/json', origin: ORIGIN }) },
  { weight: 1, arbitrary: fc.constant({}) },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        'content-type': fc.constantFrom(
          'text/plain',
          'application/x-www-form-urlencoded',
          'application/json; charset=utf-16',
          'multipart/form-data; boundary=x',
          'application/json;;',
        ),
        'content-encoding': fc.constantFrom('gzip', 'identity', 'br'),
        'content-length': fc.constantFrom('0', '-1', '99999999', 'NaN'),
        origin: fc.constantFrom(ORIGIN, 'null', 'https://evil.example', 'https://portal.example.evil'),
        'sec-fetch-site': fc.constantFrom('same-origin', 'cross-site', 'none', 'same-site', '?'),
        'factorkit-step-up': fc.constantFrom('cookie', 'body', 'both'),
        accept: fc.constantFrom('*/*', 'text/html', ''),
      },
      { requiredKeys: [] },
    ),
  },
);

interface RequestSources {
  readonly document: OpenApiDocument;
  readonly roles: readonly string[];
  readonly known: readonly string[];
}

/** Requests to every operation of a document: most fit it, most of the rest nearly do. */
export function requests({ document, roles, known }: RequestSources): Arbitrary<FuzzedRequest> {
  const words = fc.constantFrom(...known);
  const sources = {
    components: document.components.schemas as Readonly<Record<string, Schema>>,
    known: words,
  };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const schema: Schema | undefined = Object(operation).requestBody?.content['application/json'].schema;
      return {
        path,
        method: method.toUpperCase(),
        body: schema === undefined ? fc.constant({}) : fitting(schema, sources),
      };
    }),
  );
  const id = fc.oneof(
    { weight: 6, arbitrary: words },
    { weight: 1, arbitrary: fc.webPath() },
    {
      weight: 1,
      arbitrary: fc.constantFrom('..', '%2e%2e', '%00', '%ff', '__proto__', 'x'.repeat(200), '%F0%9F%94%91'),
    },
  );
  return fc.constantFrom(...operations).chain((operation) =>
    fc.record({
      as: fc.constantFrom(...roles),
      method: fc.oneof(
        { weight: 9, arbitrary: fc.constant(operation.method) },
        { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
      ),
      path: fc.oneof(
        { weight: 15, arbitrary: id.map((text) => operation.path.replace('{id}', text)) },
        { weight: 1, arbitrary: fc.webPath() },
        { weight: 1, arbitrary: fc.constant(`${operation.path}?token=x`) },
      ),
      body: operation.body,
      mangling: fc.oneof(
        { weight: 3, arbitrary: fc.constant('none') },
        { weight: 2, arbitrary: fc.constantFrom(...Object.keys(manglings)) },
      ),
      cookies: fc.constantFrom(
        'own',
        'own',
        'own',
        'own',
        'none',
        'garbage',
        'twice',
        'huge',
        'altered',
        'foreign',
      ),
      headers,
      chance: fc.nat({ max: 100_000 }),
    }),
  );
}

/** The request itself, or nothing where the Fetch standard has no such request. */
export function requestOf(fuzzed: FuzzedRequest, own: string): Request | undefined {
  const { method, path, body, mangling, headers: plain, chance, cookies } = fuzzed;
  const mangle: Mangling = manglings[mangling] ?? ((value) => JSON.stringify(value));
  const content = mangle(body, chance);
  try {
    return new Request(`${ORIGIN}/mfa${path}`, {
      method,
      headers: { ...plain, cookie: cookieHeader(cookies, own, chance) },
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: content as BodyInit }),
    });
  } catch {
    return undefined;
  }
}

function cookieHeader(kind: string, own: string, chance: number): string {
  switch (kind) {
    case 'own':
      return own;
    case 'garbage':
      return `__Host-factorkit=${'%00;=,"\\'.repeat(1 + (chance % 9))}; ;;=; __Host-factorkit-device`;
    case 'twice':
      return `${own}; ${own}; __Host-factorkit=zzz`;
    case 'huge':
      return `__Host-factorkit=${'A'.repeat(chance)}`;
    case 'altered':
      return own.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    case 'foreign':
      return '__Host-factorkit=fk1.k1.AAAA; __Host-factorkit-device=AAAAAAAAAAAAAAAA.AAAA';
    default:
      return '';
  }
}
