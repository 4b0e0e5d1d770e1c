import { mfaRouter } from '@factorkit/express';
import { nodeListener } from '@factorkit/http/node';
import express, { type Router } from 'express';
import type { CustomerPortal } from './customer-portal.ts';
import { portalPages } from './portal-pages.ts';
import { mountGuarded } from './routes/guarded.ts';
import { portalHost } from './session/portal-session.ts';
import { portalSession } from './session/session-middleware.ts';

/** One portal on Express: its sessions, its JSON routes, its pages. Start reading here, then `startPortal`. */
export function mountBrand(portal: CustomerPortal): Router {
  const { brand, mfa, origin, clock, challengeCookie: cookie, onError } = portal;
  const router = express.Router({ caseSensitive: true });
  const { pages, handle } = portalPages(portal);
  router.use(portalSession(brand, origin));
  router.use('/mfa', mfaRouter({ mfa, host: portalHost(portal), cookie, clock }));
  mountGuarded(router, portal, pages);
  router.use(nodeListener(handle, { onError }));
  return router;
}
