import { mfaRouter } from '@factorkit/express';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { CustomerPortal } from './customer-portal.ts';
import { mountGuarded } from './routes/guarded.ts';
import { jsonHost } from './routes/json-host.ts';
import type { PageRoute } from './routes/page-route.ts';
import { expressVisit } from './session/express-visit.ts';
import { isOfOurOwn } from './session/form-token.ts';
import { repeatedForms } from './session/repeated-form.ts';
import { formBodies, portalSession } from './session/session-middleware.ts';
import { showTrouble, type Trouble, troubleOf } from './session/trouble.ts';
import { arrivalOf } from './session/visit.ts';

/** One portal on Express: its sessions, its JSON routes, its pages. Start reading here, then `startPortal`. */
export function mountBrand(
  portal: CustomerPortal,
  pages: readonly PageRoute[],
  onError: (error: unknown) => void,
): Router {
  const router = express.Router({ caseSensitive: true });
  const trouble = (request: Request, response: Response, what: Trouble): void =>
    showTrouble(arrivalOf(portal, request), response, what);
  router.use(portalSession(portal.brand, portal.origin));
  // The JSON routes read their bodies and check origins themselves.
  router.use(
    '/mfa',
    mfaRouter({
      mfa: portal.mfa,
      host: jsonHost(portal, onError),
      cookie: portal.challengeCookie,
      clock: portal.clock,
    }),
  );
  router.use(formBodies(), repeatedForms(portal.clock));
  router.use((request, response, next) => {
    if (isOfOurOwn(request)) next();
    else trouble(request, response, 'stale');
  });
  for (const { method, path, answer } of pages) {
    router[method](path, (request, response) => answer(expressVisit(portal, request, response)));
  }
  mountGuarded(router, portal);
  router.use((request: Request, response: Response) => trouble(request, response, 'missing'));
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const what = troubleOf(error);
    if (what === 'broken') onError(error);
    if (response.headersSent) return next(error);
    trouble(request, response, what);
  });
  return router;
}
