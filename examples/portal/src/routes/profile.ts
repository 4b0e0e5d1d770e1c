import { assertNever } from '@factorkit/core';
import type { Requirement } from '@factorkit/core/policy';
import type { Brand } from '../brands/brand.ts';
import { editProfilePage, profilePage, proveContactPage } from '../pages/profile.ts';
import type { UnprovenContact } from '../people/contact-changes.ts';
import type { Contacts } from '../people/directory.ts';
import { isEmailAddress } from '../people/email-address.ts';
import { type SignedInVisit, signedIn } from '../session/visit.ts';
import { tellContacts } from '../tell-contacts.ts';
import { askThenSendOn } from './confirm.ts';
import { form, type PageRoute, page, repeatableForm } from './page-route.ts';

/**
 * The user's record in the portal. Every warning goes to these contacts. So a change requires fresh proof, a new
 * contact counts only after the user has proved it, and the old one is notified.
 */
export function profileRoutes({ profile }: Brand): readonly PageRoute[] {
  if (!profile) return [];
  return [
    page('/profile', signedIn(showProfile)),
    page('/profile/edit', signedIn(askChanges)),
    repeatableForm('/profile/edit', save),
    page(
      '/profile/confirm',
      signedIn((visit) => askCodes(visit)),
    ),
    form('/profile/confirm', signedIn(proveContact)),
  ];
}

async function showProfile(visit: SignedInVisit): Promise<void> {
  const { factors } = await visit.portal.mfa.describe({ caller: visit.caller });
  const toProve = toProveOf(visit);
  visit.show((view) => profilePage(view, visit.person, { factors, toProve }));
}

async function askChanges(visit: SignedInVisit): Promise<void> {
  const { email, phone = '' } = visit.person;
  visit.show((view) => editProfilePage(view, { email, phone }));
}

async function save(visit: SignedInVisit): Promise<void> {
  const { portal, person } = visit;
  const email = visit.field('email').trim();
  const phone = visit.field('phone').trim();
  const number = phone.replace(/[\s().-]/g, '');
  const badEmail = !isEmailAddress(email);
  // ITU-T E.164: a plus sign and at most 15 digits.
  if (badEmail || !(number === '' || /^\+[1-9]\d{6,14}$/.test(number))) {
    const wrong = badEmail ? 'email' : 'phone';
    return visit.show((view) => editProfilePage(view, { email, phone, wrong }), 422);
  }
  const asked: readonly UnprovenContact[] = [
    ...(email === person.email ? [] : [{ channel: 'email', address: email } as const]),
    ...(number === '' || number === person.phone ? [] : [{ channel: 'sms', address: number } as const]),
  ];
  // Saved again as it is: an earlier change of it is over.
  for (const channel of ['email', 'sms'] as const) {
    if (!asked.some((contact) => contact.channel === channel)) {
      portal.directory.contactChanges.withdraw(person.userId, channel);
    }
  }
  const removesPhone = number === '' && person.phone !== undefined;
  if (asked.length === 0 && !removesPhone) return visit.goTo('/profile', 'profileSaved');
  if (!(await hasFreshProof(visit))) return;
  // Removing a number needs no code.
  if (removesPhone) await change(visit, { email: person.email });
  for (const contact of asked) {
    const proposed = portal.directory.contactChanges.propose(person.userId, contact);
    if (proposed.kind === 'limited') return visit.goTo('/profile', 'contactLimited');
    const { codeSubject, codeText } = portal.brand.texts.profile;
    await portal.messenger({
      id: `contact-code:${person.userId}:${portal.clock()}:${contact.channel}`,
      to: contact,
      subject: codeSubject,
      text: codeText(portal.brand.name, proposed.code),
    });
  }
  return asked.length === 0 ? visit.goTo('/profile', 'profileSaved') : visit.goTo('/profile/confirm');
}

/**
 * Whether there is recent proof: of a factor if there is one, else of the password. If not, it has sent the page for
 * it.
 */
async function hasFreshProof(visit: SignedInVisit): Promise<boolean> {
  const { portal, caller } = visit;
  const { factors } = await portal.mfa.describe({ caller });
  const methods = [...new Set(factors.map(({ method }) => method))];
  const requirement: Requirement = { of: methods.length === 0 ? ['password'] : methods, maxAge: '5m' };
  const check = await portal.mfa.requireAssurance({ caller, need: { requirement } });
  switch (check.kind) {
    case 'sufficient':
      return true;
    case 'insufficient':
      askThenSendOn(visit, {
        intent: { kind: 'requirement', requirement },
        form: '/profile/edit',
        back: '/profile',
      });
      return false;
    case 'denied':
      visit.goTo('/profile', 'notPossible');
      return false;
    default:
      return assertNever(check);
  }
}

async function askCodes(visit: SignedInVisit, wrong?: UnprovenContact['channel']): Promise<void> {
  const toProve = toProveOf(visit);
  const contact = toProve.find(({ channel }) => channel === wrong) ?? toProve[0];
  if (contact === undefined) return visit.goTo('/profile');
  const failed = contact.channel === wrong;
  visit.show((view) => proveContactPage(view, contact, failed), failed ? 422 : 200);
}

async function proveContact(visit: SignedInVisit): Promise<void> {
  const { portal, person } = visit;
  const channel = visit.field('channel') === 'sms' ? 'sms' : 'email';
  const proven = portal.directory.contactChanges.prove(person.userId, channel, visit.field('code'));
  if (proven === undefined) return askCodes(visit, channel);
  const { email, phone } = person;
  await change(visit, {
    email: channel === 'email' ? proven.address : email,
    ...(channel === 'sms' ? { phone: proven.address } : phone === undefined ? {} : { phone }),
  });
  return visit.goTo(toProveOf(visit).length > 0 ? '/profile/confirm' : '/profile', 'profileSaved');
}

async function change({ portal, person }: SignedInVisit, contacts: Contacts): Promise<void> {
  const { directory, brand } = portal;
  directory.changeContacts(person.userId, contacts);
  const { changedSubject, changedText } = brand.texts.profile;
  await tellContacts(portal, person, {
    kind: 'contact-changed',
    subject: changedSubject,
    text: changedText(brand.name),
  });
}

function toProveOf({ portal, person }: SignedInVisit): readonly UnprovenContact[] {
  return portal.directory.contactChanges.toProve(person.userId);
}
