import type { SessionsOutcome, SignIn } from '@factorkit/core';
import { raiseAssurance, type SignedInVisit, signOut } from '../session/visit.ts';
import type { NoticeKey } from '../texts/catalogue.ts';
import { endsEverySession } from './sessions-outcome.ts';

interface Change {
  readonly next: SignIn;
  readonly sessions: SessionsOutcome;
}

/** After a change: stores the new proof in this session, or ends it. Returns whether it continues. */
export async function carryOn(visit: SignedInVisit, { next, sessions }: Change): Promise<boolean> {
  if (next.kind !== 'complete' || endsEverySession(sessions)) {
    await signOut(visit);
    return false;
  }
  return (await raiseAssurance(visit, next.assurance)) !== undefined;
}

/** The same, and then redirects to the page that reports the change. */
export async function goOn(visit: SignedInVisit, change: Change, said: NoticeKey): Promise<void> {
  const { settingsPath, setUp } = visit.portal.brand;
  const { sessions } = change;
  if (!(await carryOn(visit, change))) {
    return visit.goTo('/sign-in', endsEverySession(sessions) ? said : 'signInAgain');
  }
  if (sessions.kind === 'revocation-failed') return visit.goTo(settingsPath, 'sessionsStayed');
  if (said === 'enabled' && setUp.kind === 'key-then-check') return visit.goTo(`${settingsPath}/active`);
  return visit.goTo(settingsPath, said);
}

/** After a removal: this session continues unchanged, or it ends. */
export async function goOnAfterRemoval(
  visit: SignedInVisit,
  sessions: SessionsOutcome,
  said: NoticeKey,
): Promise<void> {
  if (endsEverySession(sessions)) {
    await signOut(visit);
    return visit.goTo('/sign-in', said);
  }
  // A copy of this session's cookie ends with the other sessions.
  if (sessions.kind !== 'kept') await raiseAssurance(visit, visit.caller.assurance);
  visit.goTo(
    visit.portal.brand.settingsPath,
    sessions.kind === 'revocation-failed' ? 'sessionsStayed' : said,
  );
}
