import { type Described, Mismatch, type Schema } from '@factorkit/core/schema';
import { inputInvalid } from '../body/body.ts';
import type { Answer } from '../message/answer.ts';
import type { ProblemAnswer, ProblemCode } from '../problems/problem.ts';

export type RouteMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call a route: a signed-in user, the holder of a challenge token, either of them, the holder of the link that
 * cancels a recovery, staff, or anyone.
 */
export type RouteCaller =
  | 'session'
  | 'challenge'
  | 'session-or-challenge'
  | 'cancel-token'
  | 'staff'
  | 'anyone';

/** The description of a route in the OpenAPI document. */
export interface RouteDocument {
  readonly operationId: string;
  readonly summary: string;
  readonly caller: RouteCaller;
  readonly body: Described;
  /** The status of a success. */
  readonly status: 200 | 201 | 202;
  readonly response: Described;
  /** Whether a success has a `Location` header with the URL of the created resource. */
  readonly location: boolean;
  /** In addition to the problems of every route with its method. */
  readonly refusals: readonly ProblemCode[];
}

/** One route. `RouteContext` is what the routes of its handler receive. */
export interface Route<RouteContext> {
  readonly method: RouteMethod;
  /** Below the mount point. `:id` matches one segment. */
  readonly path: string;
  readonly document: RouteDocument;
  answer(input: {
    readonly context: RouteContext;
    readonly sent: unknown;
    readonly origin: 'json' | 'form';
    readonly id: string;
  }): Promise<Answer>;
}

interface RouteParts<RouteContext, Body, ResponseBody extends object> {
  readonly method: RouteMethod;
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly caller: RouteCaller;
  readonly body: Schema<Body>;
  /**
   * The status of a success.
   *
   * @defaultValue 200
   */
  readonly status?: 201 | 202;
  readonly response: Schema<ResponseBody>;
  readonly location?: true;
  readonly refusals: readonly ProblemCode[];
  readonly run: (input: {
    readonly context: RouteContext;
    readonly body: Body;
    readonly id: string;
  }) => Promise<Answer<ResponseBody> | ProblemAnswer>;
}

export type RouteMaker<RouteContext> = <Body, ResponseBody extends object>(
  parts: RouteParts<RouteContext, Body, ResponseBody>,
) => Route<RouteContext>;

/** Defines routes of one handler. The body is read before the route runs, and unknown members are refused. */
export function routeFor<RouteContext>(): RouteMaker<RouteContext> {
  return ({ method, path, body, run, status, location = false, ...rest }) => ({
    method,
    path,
    document: {
      operationId: rest.operationId,
      summary: rest.summary,
      caller: rest.caller,
      body,
      status: status ?? 200,
      response: rest.response,
      location,
      refusals: rest.refusals,
    },
    async answer({ context, sent, origin, id }) {
      const read = readBody(body, sent, origin);
      if (read instanceof Mismatch) return inputInvalid(read);
      const answer = await run({ context, body: read.body, id });
      return status !== undefined && answer.status === 200 ? { ...answer, status } : answer;
    },
  });
}

function readBody<Body>(
  schema: Schema<Body>,
  sent: unknown,
  origin: 'json' | 'form',
): { body: Body } | Mismatch {
  try {
    return { body: schema.read(sent, '', origin) };
  } catch (error) {
    if (error instanceof Mismatch) return error;
    throw error;
  }
}

export type Match<RouteContext> =
  | { readonly kind: 'route'; readonly route: Route<RouteContext>; readonly id: string }
  | { readonly kind: 'wrong-method'; readonly allow: readonly string[] }
  | { readonly kind: 'no-route' };

/** HEAD is GET without its body (RFC 9110 §9.3.2). */
export function matchRoute<RouteContext>(
  routes: readonly Route<RouteContext>[],
  method: string,
  path: string,
): Match<RouteContext> {
  const here = routes.flatMap((route) => {
    const id = idIn(route.path, path);
    return id === undefined ? [] : [{ route, id }];
  });
  if (here.length === 0) return { kind: 'no-route' };
  const found = here.find(({ route }) => route.method === (method === 'HEAD' ? 'GET' : method));
  if (found !== undefined) return { kind: 'route', ...found };
  const methods = here.flatMap(({ route }) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]));
  return { kind: 'wrong-method', allow: [...new Set(methods)] };
}

/** Ids of Factorkit are base64url text. Any other segment matches nothing, encoded or not. */
export const OWN_ID: RegExp = /^[A-Za-z0-9_-]{1,128}$/;

/** The value of `:id`, or an empty string if the pattern has none. `undefined` if the path does not match. */
function idIn(pattern: string, path: string): string | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (given.length !== wanted.length) return undefined;
  if (!wanted.every((segment, index) => segment === ':id' || segment === given[index])) return undefined;
  const at = wanted.indexOf(':id');
  return at < 0 ? '' : ownIdIn(given[at] ?? '');
}

function ownIdIn(segment: string): string | undefined {
  return OWN_ID.test(segment) ? segment : undefined;
}
