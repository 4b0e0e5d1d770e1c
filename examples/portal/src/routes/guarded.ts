import { createRequireMfa, type RefuseMfa } from '@factorkit/express';
import { stepUpChallenge } from '@factorkit/http';
import type { Router } from 'express';
import type { GuardedPage } from '../brands/brand.ts';
import type { CustomerPortal } from '../customer-portal.ts';
import { closedPage, guardedPage } from '../pages/guarded.ts';
import { homePage } from '../pages/home.ts';
import { callerOf, signedIn, visitOf } from '../session/visit.ts';

/** The pages behind the sign-in. One of them holds what a stolen password must not reach, whatever else changes. */
export function portalRoutes(router: Router, portal: CustomerPortal): void {
  router.get(
    '/home',
    signedIn(portal, async (visit) => visit.show((view) => homePage(view, visit.person))),
  );
  const { guarded } = portal.brand;
  if (guarded === undefined) return;
  const requireMfa = createRequireMfa({
    mfa: portal.mfa,
    host: { currentUser: async ({ req, res }) => callerOf(visitOf(portal, req, res)) },
    cookie: portal.challengeCookie,
    refuse: explainToPeople(portal, guarded),
  });
  router.get(
    guarded.path,
    requireMfa(),
    signedIn(portal, async (visit) => visit.show((view) => guardedPage(view, guarded))),
  );
}

/** `requireMfa` answers programs, with RFC 9470's challenge. People get the same answer as a page they can read. */
function explainToPeople(portal: CustomerPortal, guarded: GuardedPage): RefuseMfa {
  return async (request, response, _next, { refused, answer }) => {
    const visit = visitOf(portal, request, response);
    if (request.accepts(['json', 'html']) !== 'html') return answer();
    if (refused.kind === 'signed-out') return visit.goTo('/sign-in', 'signInFirst');
    if (refused.kind === 'insufficient') response.set('www-authenticate', stepUpChallenge(refused));
    visit.show((view) => closedPage(view, guarded), refused.kind === 'insufficient' ? 401 : 403);
  };
}
