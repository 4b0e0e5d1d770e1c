import type { Described, JsonSchema } from '@factorkit/core/schema';
import { problemShape } from '../answers/problem.ts';
import { type ProblemCode, problemOf } from '../problems/problem.ts';
import type { Route, RouteDocument } from '../route/route.ts';

/** Describes a schema, by reference if it has a name. */
export type Refer = Parameters<Described['describe']>[0];

/** The problems of any route that reads, failures of the engine and the portal included. */
const READING: readonly ProblemCode[] = [
  'query-not-allowed',
  'input-invalid',
  'internal',
  'storage-failed',
  'account-missing',
  'account-moved',
  'clock-differs',
  'contention',
  'overloaded',
];

/** Further problems before a body is read. */
const CHANGING: readonly ProblemCode[] = ['cross-site', 'malformed-json', 'body-too-large', 'not-json'];

/** Every problem code of a route, for requests with its method and path. */
function problemCodesOf({
  method,
  path,
  document,
}: Pick<Route<never>, 'method' | 'path' | 'document'>): readonly ProblemCode[] {
  const { caller, refusals } = document;
  if (caller === 'anyone') return ['query-not-allowed', 'internal'];
  return [
    ...new Set<ProblemCode>([
      ...READING,
      ...(method === 'GET' ? [] : CHANGING),
      // An invalid id never reaches the route.
      ...(path.includes(':id') ? (['not-found'] as const) : []),
      ...refusals,
    ]),
  ];
}

const SUCCESS: { readonly [status in RouteDocument['status']]: string } = {
  200: 'Done.',
  201: 'Made.',
  202: 'Accepted. Others decide.',
};

export function responsesOf(
  route: Pick<Route<never>, 'method' | 'path' | 'document'>,
  refer: Refer,
): JsonSchema {
  const { status, response, location } = route.document;
  const success = {
    description: SUCCESS[status],
    headers: { ...NO_STORE, ...(location ? headerRef('Location') : {}) },
    content: { 'application/json': { schema: refer(response) } },
  };
  const codes = problemCodesOf(route);
  const statuses = [...new Set(codes.map((code) => problemOf(code).status))].sort(
    (one, other) => one - other,
  );
  const problems = statuses.map((each) => {
    const here = codes.filter((code) => problemOf(code).status === each).sort();
    return [each, problemResponse(each, here, refer)] as const;
  });
  return Object.fromEntries([[status, success], ...problems]);
}

function problemResponse(status: number, codes: readonly ProblemCode[], refer: Refer): JsonSchema {
  const schemas = codes.map(problemShape).map(refer);
  return {
    description: codes.map((code) => problemOf(code).title).join(' '),
    headers: {
      ...NO_STORE,
      ...(status === 401 ? headerRef('WWW-Authenticate') : {}),
      ...(status === 429 || status === 503 ? headerRef('Retry-After') : {}),
    },
    content: {
      'application/problem+json': { schema: schemas.length === 1 ? schemas[0] : { oneOf: schemas } },
    },
  };
}

function headerRef(name: keyof typeof HEADERS): JsonSchema {
  return { [name]: { $ref: `#/components/headers/${name}` } };
}

/** The headers that responses refer to. */
export const HEADERS = {
  'Cache-Control': {
    description: 'Answers must not be cached.',
    required: true,
    schema: { const: 'no-store' },
  },
  Location: {
    description: 'The URL of the created resource, relative to this route (RFC 3986 §4.2).',
    required: true,
    schema: { type: 'string', format: 'uri-reference' },
  },
  'Retry-After': {
    description: 'Whole seconds until you may try again (RFC 9110 §10.2.3).',
    required: true,
    schema: { type: 'string', pattern: '^[1-9][0-9]*$' },
  },
  'WWW-Authenticate': {
    description:
      'RFC 9470 `insufficient_user_authentication` with the requirement, or that nobody is signed in.',
    required: true,
    schema: { type: 'string', pattern: '^Bearer ' },
  },
} as const;

const NO_STORE: JsonSchema = headerRef('Cache-Control');
