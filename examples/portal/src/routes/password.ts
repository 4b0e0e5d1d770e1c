import { type PasswordTrouble, passwordPage } from '../pages/password.ts';
import { raiseAssurance, type SignedInVisit, signedIn } from '../session/visit.ts';
import { tellContacts } from '../tell-contacts.ts';
import { form, type PageRoute, page } from './page-route.ts';

/** NIST SP 800-63B-4 §3.1.1.2: the minimum length if the password may be the only factor. */
const SHORTEST = 15;

export function passwordRoutes(): readonly PageRoute[] {
  return [
    page(
      '/password',
      signedIn((visit) => askPassword(visit)),
    ),
    form('/password', signedIn(changePassword)),
  ];
}

async function askPassword(visit: SignedInVisit, trouble?: PasswordTrouble): Promise<void> {
  const status = { wrong: 422, short: 422, paused: 429 } as const;
  visit.show((view) => passwordPage(view, trouble), trouble && status[trouble.kind]);
}

async function changePassword(visit: SignedInVisit): Promise<void> {
  const { portal, person, caller, source } = visit;
  const next = visit.field('newPassword');
  if ([...next].length < SHORTEST) return askPassword(visit, { kind: 'short' });
  const check = await portal.directory.changePassword(person.userId, {
    from: visit.field('password'),
    to: next,
  });
  if (check.kind === 'paused') return askPassword(visit, check);
  if (check.kind === 'wrong') return askPassword(visit, { kind: 'wrong' });
  // Ends all other sessions, which were opened with the old password, a stolen one included.
  portal.signIns.endAll(person.userId, { except: caller.sessionId });
  await portal.mfa.passwordChanged({ userId: person.userId, sessionId: caller.sessionId, source });
  await raiseAssurance(visit, caller.assurance);
  const { changedSubject, changedText } = portal.brand.texts.password;
  await tellContacts(portal, person, {
    kind: 'password-changed',
    subject: changedSubject,
    text: changedText(portal.brand.name),
  });
  visit.goTo(portal.brand.settingsPath, 'passwordSaved');
}
