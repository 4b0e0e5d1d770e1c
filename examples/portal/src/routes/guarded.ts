import { createRequireMfa, type RefuseMfa } from '@factorkit/express';
import { stepUpChallenge } from '@factorkit/http';
import type { Router } from 'express';
import type { GuardedPage } from '../brands/brand.ts';
import type { CustomerPortal } from '../customer-portal.ts';
import { closedPage, guardedPage } from '../pages/guarded.ts';
import { expressVisit } from '../session/express-visit.ts';
import { arrivalOf, callerOf, signedIn } from '../session/visit.ts';

/** One page with data that a stolen password must not reach: it is behind `requireMfa()`. */
export function mountGuarded(router: Router, portal: CustomerPortal): void {
  const { guarded } = portal.brand;
  if (guarded === undefined) return;
  const requireMfa = createRequireMfa({
    mfa: portal.mfa,
    host: { currentUser: async ({ req }) => callerOf(arrivalOf(portal, req)) },
    cookie: portal.challengeCookie,
    refuse: explainToPeople(portal, guarded),
  });
  const show = signedIn(async (visit) => visit.show((view) => guardedPage(view, guarded)));
  router.get(guarded.path, requireMfa(), (request, response) =>
    show(expressVisit(portal, request, response)),
  );
}

/** `requireMfa` answers programs, with RFC 9470's challenge. Users get the same answer as a page. */
function explainToPeople(portal: CustomerPortal, guarded: GuardedPage): RefuseMfa {
  return async (request, response, _next, { refused, answer }) => {
    if (request.accepts(['json', 'html']) !== 'html') return answer();
    const visit = expressVisit(portal, request, response);
    if (refused.kind === 'signed-out') return visit.goTo('/sign-in', 'signInFirst');
    if (refused.kind === 'insufficient') response.set('www-authenticate', stepUpChallenge(refused));
    visit.show((view) => closedPage(view, guarded), refused.kind === 'insufficient' ? 401 : 403);
  };
}
