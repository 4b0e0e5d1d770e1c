import type { Mfa } from '@factorkit/core';
import type { Answer } from './answer.ts';
import { inputInvalid } from './body.ts';
import type { Session } from './session.ts';
import type { Reader } from './shape.ts';

/** What every route works with. */
export interface Exchange {
  readonly mfa: Mfa;
  readonly session: Session;
  /** The challenge token that came in the cookie. */
  readonly cookieToken: string | undefined;
  readonly now: () => number;
}

export type RouteMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Route {
  readonly method: RouteMethod;
  /** Below the mount point; `:id` stands for one segment. */
  readonly path: string;
  answer(input: {
    readonly exchange: Exchange;
    readonly json: unknown;
    readonly id: string;
  }): Promise<Answer>;
}

/** Puts a route together: its body is read before it runs, and what it does not name is refused. */
export function route<Body>({
  method,
  path,
  body,
  run,
}: {
  readonly method: RouteMethod;
  readonly path: string;
  readonly body: Reader<Body>;
  readonly run: (input: {
    readonly exchange: Exchange;
    readonly body: Body;
    readonly id: string;
  }) => Promise<Answer>;
}): Route {
  return {
    method,
    path,
    async answer({ exchange, json, id }) {
      const reading = body.read(json, '');
      return reading.kind === 'read' ? run({ exchange, body: reading.value, id }) : inputInvalid(reading);
    },
  };
}

export type Match =
  | { readonly kind: 'route'; readonly route: Route; readonly id: string }
  | { readonly kind: 'wrong-method'; readonly allow: readonly string[] }
  | { readonly kind: 'no-route' };

/** HEAD is GET without its body (RFC 9110 §9.3.2). */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match {
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
  return at < 0 ? '' : factorIdIn(given[at] ?? '');
}

/** Our ids are base64url text: whatever else stands there names no factor, encoded or not. */
function factorIdIn(segment: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,128}$/.test(segment) ? segment : undefined;
}
