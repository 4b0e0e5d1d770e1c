import { assertNever } from '@factorkit/core';
import type { Requirement } from '@factorkit/core/policy';
import type { Brand } from '../brands/brand.ts';
import { form, formOfUser, type OwnPage, page, type SignedInVisit, signedIn } from '../own-pages.ts';
import { editProfilePage, profilePage, proveContactPage } from '../pages/profile.ts';
import type { UnprovenContact } from '../people/contact-changes.ts';
import type { Contacts } from '../people/directory.ts';
import { isEmailAddress } from '../people/email-address.ts';
import { tellContacts } from '../tell-contacts.ts';

/**
 * The user's record in the portal. Every warning goes to these contacts. So a change requires fresh proof, a new
 * contact counts only after the user has proved it, and the old one is notified.
 */
export function profileRoutes({ profile }: Brand): readonly OwnPage[] {
  if (!profile) return [];
  return [
    page('/profile', signedIn(showProfile)),
    page('/profile/edit', signedIn(askChanges)),
    formOfUser('/profile/edit', save),
    page(
      '/profile/confirm',
      signedIn((visit) => askCodes(visit)),
    ),
    form('/profile/confirm', signedIn(proveContact)),
  ];
}

async function showProfile(visit: SignedInVisit): Promise<Response> {
  const { factors } = await visit.mfa.describe({ caller: visit.caller });
  const toProve = toProveOf(visit);
  return visit.show((view) => profilePage(view, visit.person, { factors, toProve }));
}

async function askChanges(visit: SignedInVisit): Promise<Response> {
  const { email, phone = '' } = visit.person;
  return visit.show((view) => editProfilePage(view, { email, phone }));
}

async function save(visit: SignedInVisit): Promise<Response> {
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
  const refused = await askedForProof(visit);
  if (refused !== undefined) return refused;
  // Removing a number needs no code.
  if (removesPhone) await change(visit, { email: person.email });
  for (const contact of asked) {
    const proposed = portal.directory.contactChanges.propose(person.userId, contact);
    if (proposed.kind === 'limited') return visit.goTo('/profile', 'contactLimited');
    const { codeSubject, codeText } = portal.brand.own.profile;
    await portal.messenger({
      id: `contact-code:${person.userId}:${portal.clock()}:${contact.channel}`,
      to: contact,
      subject: codeSubject,
      text: codeText(portal.brand.name, proposed.code),
    });
  }
  return asked.length === 0 ? visit.goTo('/profile', 'profileSaved') : visit.goTo('/profile/confirm');
}

/** Without recent proof of a factor, or of the password if there is none, the page that asks for it. */
async function askedForProof(visit: SignedInVisit): Promise<Response | undefined> {
  const { portal, caller } = visit;
  const { factors } = await portal.mfa.describe({ caller });
  const methods = [...new Set(factors.map(({ method }) => method))];
  const requirement: Requirement = { of: methods.length === 0 ? ['password'] : methods, maxAge: '5m' };
  const check = await portal.mfa.requireAssurance({ caller, need: { requirement } });
  switch (check.kind) {
    case 'sufficient':
      return undefined;
    case 'insufficient':
      return visit.askForProof(
        { kind: 'requirement', requirement },
        `/${portal.brand.id}/profile`,
        portal.brand.own.profile.purpose,
      );
    case 'denied':
      return visit.redirect(`/${portal.brand.id}/profile`, 'notPossible');
    default:
      return assertNever(check);
  }
}

async function askCodes(visit: SignedInVisit, wrong?: UnprovenContact['channel']): Promise<Response> {
  const toProve = toProveOf(visit);
  const contact = toProve.find(({ channel }) => channel === wrong) ?? toProve[0];
  if (contact === undefined) return visit.goTo('/profile');
  const failed = contact.channel === wrong;
  return visit.show((view) => proveContactPage(view, contact, failed), failed ? 422 : 200);
}

async function proveContact(visit: SignedInVisit): Promise<Response> {
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
  const { changedSubject, changedText } = brand.own.profile;
  await tellContacts(portal, person, {
    kind: 'contact-changed',
    subject: changedSubject,
    text: changedText(brand.name),
  });
}

function toProveOf({ portal, person }: SignedInVisit): readonly UnprovenContact[] {
  return portal.directory.contactChanges.toProve(person.userId);
}
