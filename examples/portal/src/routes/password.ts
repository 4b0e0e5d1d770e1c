import { form, type OwnPage, page, type SignedInVisit, signedIn } from '../own-pages.ts';
import { type PasswordTrouble, passwordPage } from '../pages/password.ts';
import { portalHost } from '../session/portal-session.ts';
import { tellContacts } from '../tell-contacts.ts';

/** NIST SP 800-63B-4 §3.1.1.2: the minimum length if the password may be the only factor. */
const SHORTEST = 15;

export const passwordRoutes: readonly OwnPage[] = [
  page(
    '/password',
    signedIn((visit) => askPassword(visit)),
  ),
  form('/password', signedIn(changePassword)),
];

async function askPassword(visit: SignedInVisit, trouble?: PasswordTrouble): Promise<Response> {
  const status = { wrong: 422, short: 422, paused: 429 } as const;
  return visit.show((view) => passwordPage(view, trouble), trouble && status[trouble.kind]);
}

async function changePassword(visit: SignedInVisit): Promise<Response> {
  const { portal, person, caller, source, req, res } = visit;
  const next = visit.field('newPassword');
  if ([...next].length < SHORTEST) return askPassword(visit, { kind: 'short' });
  const check = await portal.directory.changePassword(person.userId, {
    from: visit.field('password'),
    to: next,
  });
  if (check.kind === 'paused') return askPassword(visit, check);
  if (check.kind === 'wrong') return askPassword(visit, { kind: 'wrong' });
  // Ends all other sessions, which were opened with the old password, a stolen one included.
  const { sessionId } = caller;
  const kept = { ...(sessionId && { sessionId }) };
  portal.signIns.endAll(person.userId, { ...(sessionId && { except: sessionId }) });
  await portal.mfa.passwordChanged({ userId: person.userId, ...kept, source });
  await portalHost(portal).raise({ req, res }, caller.assurance, {
    ...(sessionId && { replaces: sessionId }),
  });
  const { changedSubject, changedText } = portal.brand.own.password;
  await tellContacts(portal, person, {
    kind: 'password-changed',
    subject: changedSubject,
    text: changedText(portal.brand.name),
  });
  return visit.goTo(portal.brand.settingsPath, 'passwordSaved');
}
