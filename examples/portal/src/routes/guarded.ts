import { createRequireMfa, type RefuseMfa } from '@factorkit/express';
import { stepUpChallenge } from '@factorkit/http';
import { nodeListener } from '@factorkit/http/node';
import type { Pages } from '@factorkit/pages';
import type { Router } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import { closedPage, guardedPage } from '../pages/guarded.ts';
import { type Context, portalHost } from '../session/portal-session.ts';

/** One page with data that a stolen password must not reach: it is behind `requireMfa()`. */
export function mountGuarded(router: Router, portal: CustomerPortal, pages: Pages<Context>): void {
  const { brand, mfa, challengeCookie: cookie } = portal;
  const { guarded } = brand;
  if (guarded === undefined) return;
  const show = nodeListener((request: Request, context: Context) =>
    pages.answer(request, context, (visit) => visit.show(() => guardedPage(brand, guarded))),
  );
  /** `requireMfa` answers programs, with RFC 9470's challenge. Users get the same answer as a page. */
  const refuse: RefuseMfa = async (req, res, _next, { refused, answer }) => {
    if (req.accepts(['json', 'html']) !== 'html') return answer();
    if (refused.kind === 'insufficient') res.set('www-authenticate', stepUpChallenge(refused));
    const explain = nodeListener((request: Request, context: Context) =>
      pages.answer(request, context, (visit) =>
        refused.kind === 'signed-out'
          ? visit.redirect(`/${brand.id}/sign-in`, 'signInFirst')
          : visit.show(() => closedPage(brand, guarded), refused.kind === 'insufficient' ? 401 : 403),
      ),
    );
    await explain(req, res);
  };
  const { currentUser } = portalHost(portal);
  const requireMfa = createRequireMfa({ mfa, host: { currentUser }, cookie, refuse });
  router.get(guarded.path, requireMfa(), (req, res) => show(req, res));
}
