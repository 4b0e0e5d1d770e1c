import { assertNever, type SignIn } from '@factorkit/core';
import type { NoticeKey } from '../texts/catalogue.ts';
import { noWayInPage } from '../views/no-way-in.ts';
import { replacementCodePage } from '../views/replacement-code.ts';
import { endOf } from '../visit/state.ts';
import type { Visit } from '../visit/visit.ts';

/** The state of a sign-in, and the next page. */
export async function continueSignIn(
  visit: Visit,
  outcome: SignIn,
  welcome?: { readonly path?: string; readonly notice: NoticeKey },
): Promise<Response> {
  visit.setCookies(outcome);
  const { site, state } = visit;
  const returnTo = state.signingIn?.returnTo ?? site.portal.home;
  if ('token' in outcome) state.signingIn = { ...state.signingIn, challenge: endOf(outcome.token) };
  switch (outcome.kind) {
    case 'complete':
      await visit.signIn(outcome.assurance);
      return lead(visit, outcome, welcome?.path ?? returnTo, welcome?.notice);
    case 'challenge':
      delete state.sent;
      return lead(visit, outcome, `${site.path}/sign-in/code`);
    case 'enrol':
      return lead(visit, outcome, `${site.path}/sign-in/enrol`);
    case 'denied':
      return visit.show(noWayInPage, 403);
    default:
      return assertNever(outcome);
  }
}

/** Only this answer contains the code that replaces the one just used. `next` is a path from the root. */
function lead(
  visit: Visit,
  { replacementCode }: Exclude<SignIn, { readonly kind: 'denied' }>,
  next: string,
  notice?: NoticeKey,
): Promise<Response> {
  return replacementCode === undefined
    ? visit.redirect(next, notice)
    : visit.show((view) => replacementCodePage(view, { code: replacementCode, next }));
}
