import { assertNever, type SignIn } from '@factorkit/core';
import { setSignInCookies } from '@factorkit/express';
import { noWayInPage } from '../pages/no-way-in.ts';
import { signIn, type Visit } from '../session/visit.ts';
import type { NoticeKey } from '../texts/catalogue.ts';

/** Where a sign-in stands, and what comes next. */
export async function continueSignIn(
  visit: Visit,
  outcome: SignIn,
  welcome?: { readonly path: string; readonly notice: NoticeKey },
): Promise<void> {
  setSignInCookies(visit.response, outcome, visit.portal.challengeCookie, visit.portal.clock());
  switch (outcome.kind) {
    case 'complete':
      await signIn(visit, outcome.assurance);
      return visit.goTo(welcome?.path ?? '/home', welcome?.notice);
    case 'challenge':
      delete visit.request.session.sent;
      return visit.goTo('/sign-in/code');
    case 'enrol':
      // Where enrolling is left to the user no policy asks for it at sign-in: then it is answered as a refusal.
      return visit.portal.brand.setUp.kind === 'choose-method'
        ? visit.goTo('/sign-in/enrol')
        : visit.show(noWayInPage, 403);
    case 'denied':
      return visit.show(noWayInPage, 403);
    default:
      return assertNever(outcome);
  }
}
