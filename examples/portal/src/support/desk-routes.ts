import { messagePage } from '../pages/message.ts';
import { form, type PageRoute, page } from '../routes/page-route.ts';
import { type SignedInVisit, signedIn } from '../session/visit.ts';
import { deskActionRoutes } from './desk-action-routes.ts';
import { takeSaid } from './desk-session.ts';
import { findPage } from './find-page.ts';
import { historyOf } from './history.ts';
import { accountOf, pathOf, subjectIn, subjectsCalled } from './subject.ts';
import { recoveriesUnderWay } from './under-way.ts';
import { userPage } from './user-page.ts';

/** The pages after the staff's sign-in: find a user of one of these portals, view the account, help. */
export function deskRoutes(): readonly PageRoute[] {
  return [
    page('/home', signedIn(askWhom)),
    // The query is personal data. It is in the body because URLs are logged.
    form('/home', signedIn(find)),
    page('/users/:portal/:userName', signedIn(lookAt)),
    ...deskActionRoutes(),
  ];
}

async function askWhom(visit: SignedInVisit): Promise<void> {
  const portals = visit.portal.everyPortal();
  const underWay = await recoveriesUnderWay(portals);
  visit.show((view) => findPage(view, { portals, underWay }));
}

async function find(visit: SignedInVisit): Promise<void> {
  const portals = visit.portal.everyPortal();
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

async function lookAt(visit: SignedInVisit): Promise<void> {
  const { directory, brand, everyPortal } = visit.portal;
  const { portal, userName } = visit.request.params;
  const subject = subjectIn(everyPortal(), { portalId: String(portal), userName: String(userName) });
  if (subject === undefined) {
    const { missingTitle, missing } = brand.texts.errors;
    return visit.show(() => messagePage(brand, missingTitle, missing), 404);
  }
  const seen = await subject.portal.mfa.support.describe(accountOf(subject));
  const history = await historyOf(subject);
  const { said, code } = takeSaid(visit);
  visit.show((view) =>
    userPage(view, {
      subject,
      seen,
      history,
      wholeHistory: visit.request.query.history === 'all',
      staffName: (id) => directory.find(id)?.fullName ?? id,
      said,
      code,
    }),
  );
}
