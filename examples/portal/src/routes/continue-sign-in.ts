import { assertNever, type SignIn } from '@factorkit/core';
import { noWayInPage } from '../pages/no-way-in.ts';
import { replacementCodePage } from '../pages/replacement-code.ts';
import { knowBrowser, signIn, type Visit } from '../session/visit.ts';
import type { NoticeKey } from '../texts/catalogue.ts';

/** The state of a sign-in, and the next page. */
export async function continueSignIn(
  visit: Visit,
  outcome: SignIn,
  welcome?: { readonly path: string; readonly notice: NoticeKey },
): Promise<void> {
  visit.cookies.set(outcome);
  switch (outcome.kind) {
    case 'complete':
      await signIn(visit, outcome.assurance);
      knowBrowser(visit, outcome.assurance.userId);
      return lead(visit, outcome, welcome?.path ?? '/home', welcome?.notice);
    case 'challenge':
      delete visit.request.session.sent;
      return lead(visit, outcome, '/sign-in/code');
    case 'enrol':
      // If enrolling is optional and no recovery requires it, no policy asks for it at sign-in.
      return 'methods' in visit.portal.brand.setUp
        ? lead(visit, outcome, '/sign-in/enrol')
        : visit.show(noWayInPage, 403);
    case 'denied':
      return visit.show(noWayInPage, 403);
    default:
      return assertNever(outcome);
  }
}

/** Only this answer contains the code that replaces the one just used. */
function lead(
  visit: Visit,
  { replacementCode }: Exclude<SignIn, { readonly kind: 'denied' }>,
  next: string,
  notice?: NoticeKey,
): void {
  if (replacementCode === undefined) visit.goTo(next, notice);
  else visit.show((view) => replacementCodePage(view, { code: replacementCode, next }));
}
