import { form, type OwnPage, page, type SignedInVisit, signedIn } from '../own-pages.ts';
import { missingPage } from '../pages/missing.ts';
import { deskActionRoutes } from './desk-action-routes.ts';
import { takeSaid } from './desk-session.ts';
import { findPage } from './find-page.ts';
import { historyOf } from './history.ts';
import { accountOf, pathOf, subjectIn, subjectsCalled } from './subject.ts';
import { recoveriesUnderWay } from './under-way.ts';
import { userPage } from './user-page.ts';

/** The pages after the staff's sign-in: find a user of one of these portals, view the account, help. */
export const deskRoutes: readonly OwnPage[] = [
  page('/home', signedIn(askWhom)),
  // The query is personal data. It is in the body because URLs are logged.
  form('/home', signedIn(find)),
  page('/users/:portal/:userName', signedIn(lookAt)),
  ...deskActionRoutes,
];

async function askWhom(visit: SignedInVisit): Promise<Response> {
  const portals = visit.portal.everyPortal();
  const underWay = await recoveriesUnderWay(portals);
  return visit.show((view) => findPage(view, { portals, underWay }));
}

async function find(visit: SignedInVisit): Promise<Response> {
  const portals = visit.portal.everyPortal();
  const portal = portals.find(({ brand }) => brand.id === visit.field('portal'));
  if (portal === undefined) return visit.goTo('/home');
  const name = visit.field('name');
  const found = subjectsCalled(portal, name);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return visit.goTo(pathOf(only));
  const underWay = await recoveriesUnderWay(portals);
  return visit.show(
    (view) => findPage(view, { portals, underWay, search: { portal, name, found } }),
    found.length === 0 ? 422 : 200,
  );
}

async function lookAt(visit: SignedInVisit): Promise<Response> {
  const { directory, brand, everyPortal } = visit.portal;
  const { portal, userName } = visit.params;
  const subject = subjectIn(everyPortal(), { portalId: String(portal), userName: String(userName) });
  if (subject === undefined) {
    return visit.show(() => missingPage(brand), 404);
  }
  const seen = await subject.portal.mfa.support.describe(accountOf(subject));
  const history = await historyOf(subject);
  const { said, code } = takeSaid(visit);
  return visit.show((view) =>
    userPage(view, {
      subject,
      seen,
      history,
      wholeHistory: new URL(visit.request.url).searchParams.get('history') === 'all',
      staffName: (id) => directory.find(id)?.fullName ?? id,
      said,
      code,
    }),
  );
}
