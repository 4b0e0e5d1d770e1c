import type { Router } from 'express';
import type { CustomerPortal } from '../customer-portal.ts';
import { messagePage } from '../pages/message.ts';
import { type SignedInVisit, signedIn } from '../session/visit.ts';
import { deedRoutes } from './deed-routes.ts';
import { takeSaid } from './desk-session.ts';
import { findPage } from './find-page.ts';
import { historyOf } from './history.ts';
import { accountOf, pathOf, subjectIn, subjectsCalled } from './subject.ts';
import { recoveriesUnderWay } from './under-way.ts';
import { userPage } from './user-page.ts';

/** What lies behind the staff's sign-in: look for a user of one of these portals, look at the account, help. */
export function deskRoutes(
  portals: readonly CustomerPortal[],
): (router: Router, desk: CustomerPortal) => void {
  return (router, desk) => {
    router.get(
      '/home',
      signedIn(desk, async (visit) => {
        const underWay = await recoveriesUnderWay(portals);
        visit.show((view) => findPage(view, { portals, underWay }));
      }),
    );
    // What staff type about a person goes in a body: what stands in an address stands in logs.
    router.post(
      '/home',
      signedIn(desk, (visit) => find(visit, portals)),
    );
    router.get(
      '/users/:portal/:userName',
      signedIn(desk, (visit) => lookAt(visit, portals)),
    );
    deedRoutes(router, desk, portals);
  };
}

async function find(visit: SignedInVisit, portals: readonly CustomerPortal[]): Promise<void> {
  const portal = portals.find(({ brand }) => brand.id === visit.field('portal'));
  if (portal === undefined) return visit.goTo('/home');
  const name = visit.field('name');
  const found = subjectsCalled(portal, name);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return visit.goTo(pathOf(only));
  const underWay = await recoveriesUnderWay(portals);
  visit.show(
    (view) => findPage(view, { portals, underWay, search: { portal, name, found } }),
    found.length === 0 ? 422 : 200,
  );
}

async function lookAt(visit: SignedInVisit, portals: readonly CustomerPortal[]): Promise<void> {
  const { directory, brand } = visit.portal;
  const { portal, userName } = visit.request.params;
  const subject = subjectIn(portals, { portalId: String(portal), userName: String(userName) });
  if (subject === undefined) {
    const { missingTitle, missing } = brand.texts.errors;
    return visit.show(() => messagePage(brand, missingTitle, missing), 404);
  }
  const seen = await subject.portal.mfa.support.describe(accountOf(subject));
  const history = await historyOf(subject);
  const said = takeSaid(visit);
  visit.show((view) =>
    userPage(view, {
      subject,
      seen,
      history,
      wholeHistory: visit.request.query.history === 'all',
      staffName: (id) => directory.find(id)?.fullName ?? id,
      said,
    }),
  );
}
