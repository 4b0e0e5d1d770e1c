import { type Answer, type SignedInVisit, signedIn } from '../visit/visit.ts';

/** A page or a form. The pages of a portal are a table of these. */
export interface PageRoute {
  readonly method: 'GET' | 'POST';
  /** The path below the mount point. `:name` matches one segment. */
  readonly path: string;
  readonly answer: Answer;
}

/** A page to view: it changes nothing. */
export function page(path: string, answer: Answer): PageRoute {
  return { method: 'GET', path, answer };
}

/** The target of a form. */
export function form(path: string, answer: Answer): PageRoute {
  return { method: 'POST', path, answer };
}

/** The same for signed-in users only. */
export function formOfUser(path: string, answer: (visit: SignedInVisit) => Promise<Response>): PageRoute {
  return form(path, signedIn(answer));
}

/** @inline */
export type RouteMatch<Route> = { readonly route: Route; readonly params: Readonly<Record<string, string>> };

/** HEAD is GET without its body (RFC 9110 §9.3.2). An address that cannot be decoded is no page's. */
export function matchPath<Route extends Pick<PageRoute, 'method' | 'path'>>(
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch<Route> | undefined {
  const wanted = method === 'HEAD' ? 'GET' : method;
  for (const route of routes) {
    const params = route.method === wanted ? paramsIn(route.path, path) : undefined;
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

function paramsIn(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const found = given[index] ?? '';
    if (!segment.startsWith(':')) {
      if (segment !== found) return undefined;
      continue;
    }
    const value = decoded(found);
    if (value === undefined) return undefined;
    params[segment.slice(1)] = value;
  }
  return params;
}

function decoded(segment: string): string | undefined {
  try {
    return segment === '' ? undefined : decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
