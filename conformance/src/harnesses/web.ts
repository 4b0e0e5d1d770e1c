import type { Need } from '@factorkit/core';
import { createAssuranceGuard, createMfaHandler, createSupportHandler } from '@factorkit/http';
import { ALLOWED_ORIGINS, FRESH_APP, type Portal } from '../portal.ts';
import type { Visit } from '../visit.ts';

type WebRoutes<Context> = (request: Request, context: Context) => Promise<Response>;

/**
 * The routes of a portal as one function on Web standards, for runtimes and frameworks that pass a Request and take a
 * Response. `visitOf` says how a cookie is set there.
 */
export function webRoutes<Context>(portal: Portal, visitOf: (context: Context) => Visit): WebRoutes<Context> {
  const { mfa, clock } = portal;
  const host = portal.host(visitOf);
  const allowedOrigins = ALLOWED_ORIGINS;
  const users = createMfaHandler({ mfa, host, clock, allowedOrigins, basePath: '/account/mfa' });
  const desk = createSupportHandler({ mfa, host: portal.deskHost(visitOf), clock, basePath: '/desk' });
  const guardFor = createAssuranceGuard({ mfa, host });
  const guarded = (need: Need | undefined, run: WebRoutes<Context>): WebRoutes<Context> => {
    const guard = guardFor(need);
    return async (request, context) => {
      const judged = await guard(request, context);
      return judged.kind === 'pass' ? run(request, context) : judged.respond();
    };
  };
  const say = (json: object, status = 200): Response => Response.json(json, { status });
  const routes: Readonly<Record<string, WebRoutes<Context>>> = {
    'POST /login': async (request, context) => {
      const { json, status } = await portal.logIn(visitOf(context), await request.json());
      return say(json, status);
    },
    'POST /password': async (_, context) => {
      const { json, status } = await portal.changePassword(visitOf(context));
      return say(json, status);
    },
    'GET /payment': guarded(undefined, async () => say(portal.perform('payment'))),
    'GET /payouts': guarded({ requirement: FRESH_APP }, async () => say(portal.perform('payouts'))),
    ...(mfa.actions.includes('payout') && {
      'POST /payouts': guarded({ action: 'payout' }, async (request) =>
        say(portal.perform('payout', await request.json())),
      ),
    }),
  };
  return async (request, context) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/account/mfa/')) return users(request, context);
    if (pathname.startsWith('/desk/')) return desk(request, context);
    const route = routes[`${request.method} ${pathname}`];
    if (route === undefined) return say({ kind: 'nothing-here' }, 404);
    return route(request, context).catch((error: unknown) => {
      portal.onError(error);
      return say({ kind: 'broken' }, 500);
    });
  };
}

/** A request, and the cookies that its response will set. */
export interface WebContext {
  readonly request: Request;
  readonly cookies: string[];
}

/** The portal as `fetch`, where the runtime has no cookies of its own. */
export function webPortal(portal: Portal): (request: Request) => Promise<Response> {
  const routes = webRoutes<WebContext>(portal, (context) => ({
    context,
    header: (name) => context.request.headers.get(name) ?? undefined,
    ip: undefined,
    setCookie: (line) => void context.cookies.push(line),
  }));
  return async (request) => {
    const cookies: string[] = [];
    const response = await routes(request, { request, cookies });
    const headers = new Headers(response.headers);
    for (const line of cookies) headers.append('set-cookie', line);
    return new Response(response.body, { status: response.status, headers });
  };
}

/** A cookie as frameworks take it, which write the line themselves. */
interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: '/';
  readonly httpOnly: true;
  readonly maxAge?: number;
}

/** Reads a `Set-Cookie` line of the portal. */
export function readCookie(line: string): Cookie {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  const maxAge = /; Max-Age=(\d+)/.exec(line)?.[1];
  return {
    ...{ name, value: decodeURIComponent(value), path: '/', httpOnly: true },
    ...(maxAge !== undefined && { maxAge: Number(maxAge) }),
  };
}
