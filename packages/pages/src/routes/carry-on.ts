import type { SessionsOutcome, SignIn } from '@factorkit/core';
import { usesKeyThenCheck } from '../settings/site.ts';
import type { NoticeKey } from '../texts/catalogue.ts';
import { raiseAssurance, type SignedInVisit } from '../visit/visit.ts';
import { endsEverySession } from './sessions-outcome.ts';

interface Change {
  readonly next: SignIn;
  readonly sessions: SessionsOutcome;
}

/** After a change: stores the new proof in this session, or ends it. Returns whether it continues. */
export async function carryOn(visit: SignedInVisit, { next, sessions }: Change): Promise<boolean> {
  if (next.kind !== 'complete' || endsEverySession(sessions)) {
    await visit.signOut();
    return false;
  }
  const raised = await raiseAssurance(visit, next.assurance, sessions.kind !== 'kept');
  if (raised === undefined) return false;
  // A change of the factors ends the token of a known browser.
  visit.setCookies(next);
  return true;
}

/** The same, and then redirects to the page that reports the change. */
export async function goOn(visit: SignedInVisit, change: Change, said: NoticeKey): Promise<Response> {
  const { settings } = visit.site;
  const { sessions } = change;
  if (!(await carryOn(visit, change))) {
    return visit.goToSignIn(endsEverySession(sessions) ? said : 'signInAgain');
  }
  if (sessions.kind === 'revocation-failed') return visit.goTo(settings, 'sessionsStayed');
  if (said === 'enabled' && usesKeyThenCheck(visit.site)) return visit.goTo(`${settings}/active`);
  return visit.goTo(settings, said);
}

/** After a removal: this session continues, or it ends. `fresh`: something was proved that it does not have yet. */
export async function goOnAfterRemoval(
  visit: SignedInVisit,
  sessions: SessionsOutcome,
  said: NoticeKey,
  fresh = false,
): Promise<Response> {
  if (endsEverySession(sessions)) {
    await visit.signOut();
    return visit.goToSignIn(said);
  }
  // A copy of this session's cookie ends with the other sessions.
  if (sessions.kind !== 'kept' || fresh) {
    await raiseAssurance(visit, visit.caller.assurance, sessions.kind !== 'kept');
  }
  return visit.goTo(visit.site.settings, sessions.kind === 'revocation-failed' ? 'sessionsStayed' : said);
}
