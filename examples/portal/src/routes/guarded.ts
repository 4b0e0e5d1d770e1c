import type { Assurance } from '@factorkit/core';
import { requireMfa } from '@factorkit/express';
import { isSufficient, stepUpChallenge } from '@factorkit/http';
import type { Request, RequestHandler, Router } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import { closedPage, guardedPage } from '../pages/guarded.ts';
import { homePage } from '../pages/home.ts';
import { signedIn, visitOf, whoIsSignedIn } from '../session/visit.ts';

/** The pages behind the sign-in. One of them holds what a stolen password must not reach, whatever else changes. */
export function portalRoutes(router: Router, portal: CustomerPortal): void {
  router.get(
    '/home',
    signedIn(portal, async (visit) => visit.show((view) => homePage(view, visit.person))),
  );
  const assurance = (request: Request): Assurance | undefined => whoIsSignedIn(portal, request)?.assurance;
  router.get(
    portal.brand.guarded.path,
    explainToPeople(portal),
    requireMfa({ assurance, clock: portal.clock }),
    signedIn(portal, async (visit) => visit.show(guardedPage)),
  );
}

/** `requireMfa` answers programs, with RFC 9470's challenge. People get the same answer as a page they can read. */
function explainToPeople(portal: CustomerPortal): RequestHandler {
  return (request, response, next) => {
    const visit = visitOf(portal, request, response);
    const who = whoIsSignedIn(portal, request);
    const forPeople = request.accepts(['json', 'html']) === 'html';
    const sufficient = who && isSufficient(who.assurance, { level: 'multi-factor' }, portal.clock());
    if (!forPeople || sufficient) next();
    else if (who === undefined) visit.goTo('/sign-in', 'signInFirst');
    else {
      response.set('www-authenticate', stepUpChallenge({ acrValues: ['multi-factor'] }));
      visit.show(closedPage, 401);
    }
  };
}
