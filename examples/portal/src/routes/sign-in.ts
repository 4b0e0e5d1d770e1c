import { assertNever } from '@factorkit/core';
import { endOfPause } from '@factorkit/pages';
import { form, type OwnPage, type OwnVisit, page, signedIn } from '../own-pages.ts';
import { homePage } from '../pages/home.ts';
import { securityPage } from '../pages/security.ts';
import { signInPage } from '../pages/sign-in.ts';
import { cookieOf } from '../session/browser-cookie.ts';

/** The password, and the pages after the sign-in. */
export const signInRoutes: readonly OwnPage[] = [
  page('', start),
  page('/sign-in', (visit) => visit.show((view) => signInPage(view, {}))),
  form('/sign-in', checkPassword),
  page(
    '/home',
    signedIn((visit) => visit.show((view) => homePage(view, visit.person))),
  ),
];

/** S1: Account, Security. */
export const securityRoute: OwnPage = page(
  '/account/security',
  signedIn(async (visit) => {
    const account = await visit.mfa.describe({ caller: visit.caller });
    return visit.show((view) => securityPage(view, account));
  }),
);

function start(visit: OwnVisit): Promise<Response> {
  return visit.goTo(visit.person ? '/home' : '/sign-in');
}

async function checkPassword(visit: OwnVisit): Promise<Response> {
  const { portal, pages, request, req, res } = visit;
  const userName = visit.field('userName');
  const knownBrowser = cookieOf(req, `${portal.brand.id}.browser`);
  const check = await portal.directory.checkPassword(userName, visit.field('password'), {
    ...(req.ip !== undefined && { address: req.ip }),
    ...(knownBrowser !== undefined && { knownBrowser }),
  });
  switch (check.kind) {
    case 'wrong':
      return visit.show((view) => signInPage(view, { userName, error: view.brand.own.signIn.wrong }), 422);
    case 'paused':
      return visit.show((view) => {
        const error = view.brand.own.signIn.paused(endOfPause(view, check.until));
        return signInPage(view, { userName, error });
      }, 429);
    case 'right': {
      const { userId, enrolled } = check.person;
      return pages.beginSignIn(
        request,
        { req, res },
        {
          userId,
          user: { accountName: check.person.userName },
          firstFactor: { method: 'password' },
          expectEnrolled: enrolled,
        },
      );
    }
    default:
      return assertNever(check);
  }
}
