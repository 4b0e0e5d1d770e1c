import { inputInvalid } from '../body/body.ts';
import type { Answer } from '../message/answer.ts';
import type { ProblemAnswer, ProblemCode } from '../problems/problem.ts';
import type { AnswerShape } from '../schema/answer-shape.ts';
import type { Described } from '../schema/json-schema.ts';
import type { Origin, Reader } from '../schema/shape.ts';

export type RouteMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may call: whoever is signed in; whoever has the token of a challenge; either of them; whoever has the link that
 * calls a recovery off; staff; anyone.
 */
export type RouteCaller =
  | 'session'
  | 'challenge'
  | 'session-or-challenge'
  | 'cancel-token'
  | 'staff'
  | 'anyone';

/** What a route says of itself, for the document. */
export interface RouteDocument {
  readonly operationId: string;
  readonly summary: string;
  readonly caller: RouteCaller;
  readonly body: Described;
  /** Of a success. */
  readonly status: 200 | 201 | 202;
  readonly says: Described;
  /** Whether a success says in `Location` where what it made stands. */
  readonly location: boolean;
  /** Beside those that every route of its method can answer with. */
  readonly refusals: readonly ProblemCode[];
}

/** One route. `Exchange` is what the routes of its door work with. */
export interface Route<Exchange> {
  readonly method: RouteMethod;
  /** Below the mount point; `:id` stands for one segment. */
  readonly path: string;
  readonly document: RouteDocument;
  answer(input: {
    readonly exchange: Exchange;
    readonly sent: unknown;
    readonly origin: Origin;
    readonly id: string;
  }): Promise<Answer>;
}

interface RouteParts<Exchange, Body, Said extends object> {
  readonly method: RouteMethod;
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly caller: RouteCaller;
  readonly body: Reader<Body>;
  /** Of a success. Defaults to 200. */
  readonly status?: 201 | 202;
  readonly says: AnswerShape<Said>;
  readonly location?: true;
  readonly refusals: readonly ProblemCode[];
  readonly run: (input: {
    readonly exchange: Exchange;
    readonly body: Body;
    readonly id: string;
  }) => Promise<Answer<Said> | ProblemAnswer>;
}

export type RouteMaker<Exchange> = <Body, Said extends object>(
  parts: RouteParts<Exchange, Body, Said>,
) => Route<Exchange>;

/** Puts routes of one door together: a body is read before its route runs, and what is not named is refused. */
export function routeFor<Exchange>(): RouteMaker<Exchange> {
  return ({ method, path, body, run, status, location = false, ...said }) => ({
    method,
    path,
    document: {
      operationId: said.operationId,
      summary: said.summary,
      caller: said.caller,
      body,
      status: status ?? 200,
      says: said.says,
      location,
      refusals: said.refusals,
    },
    async answer({ exchange, sent, origin, id }) {
      const reading = body.read(sent, '', origin);
      if (reading.kind === 'misread') return inputInvalid(reading);
      const answer = await run({ exchange, body: reading.value, id });
      return status !== undefined && answer.status === 200 ? { ...answer, status } : answer;
    },
  });
}

export type Match<Exchange> =
  | { readonly kind: 'route'; readonly route: Route<Exchange>; readonly id: string }
  | { readonly kind: 'wrong-method'; readonly allow: readonly string[] }
  | { readonly kind: 'no-route' };

/** HEAD is GET without its body (RFC 9110 §9.3.2). */
export function matchRoute<Exchange>(
  routes: readonly Route<Exchange>[],
  method: string,
  path: string,
): Match<Exchange> {
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

/** What stands for `:id` (nothing, where the pattern has none), or `undefined` where the path does not fit. */
function idIn(pattern: string, path: string): string | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (given.length !== wanted.length) return undefined;
  if (!wanted.every((segment, index) => segment === ':id' || segment === given[index])) return undefined;
  const at = wanted.indexOf(':id');
  return at < 0 ? '' : ownIdIn(given[at] ?? '');
}

/** Our ids are base64url text: whatever else stands there names nothing of ours, encoded or not. */
function ownIdIn(segment: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,128}$/.test(segment) ? segment : undefined;
}
