import type { Answer } from './answer.ts';
import { inputInvalid } from './body.ts';
import type { Reader } from './shape.ts';

export type RouteMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One route. `Exchange` is what the routes of its door work with. */
export interface Route<Exchange> {
  readonly method: RouteMethod;
  /** Below the mount point; `:id` stands for one segment. */
  readonly path: string;
  answer(input: {
    readonly exchange: Exchange;
    readonly json: unknown;
    readonly id: string;
  }): Promise<Answer>;
}

interface RouteParts<Exchange, Body> {
  readonly method: RouteMethod;
  readonly path: string;
  readonly body: Reader<Body>;
  readonly run: (input: {
    readonly exchange: Exchange;
    readonly body: Body;
    readonly id: string;
  }) => Promise<Answer>;
}

export type RouteMaker<Exchange> = <Body>(parts: RouteParts<Exchange, Body>) => Route<Exchange>;

/** Puts routes of one door together: a body is read before its route runs, and what is not named is refused. */
export function routeFor<Exchange>(): RouteMaker<Exchange> {
  return ({ method, path, body, run }) => ({
    method,
    path,
    async answer({ exchange, json, id }) {
      const reading = body.read(json, '');
      return reading.kind === 'read' ? run({ exchange, body: reading.value, id }) : inputInvalid(reading);
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
