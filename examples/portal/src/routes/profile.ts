import type { Brand } from '../brands/brand.ts';
import { editProfilePage, profilePage } from '../pages/profile.ts';
import { type SignedInVisit, signedIn } from '../session/visit.ts';
import { form, type PageRoute, page } from './page-route.ts';

/**
 * The portal's own record of a user. A changed address or number gets codes only once it was verified, and verifying it
 * asks for fresh proof as any set-up does: so a change here redirects nobody's codes.
 */
export function profileRoutes({ profile }: Brand): readonly PageRoute[] {
  if (!profile) return [];
  return [
    page('/profile', signedIn(showProfile)),
    page('/profile/edit', signedIn(askChanges)),
    form('/profile/edit', signedIn(save)),
  ];
}

async function showProfile(visit: SignedInVisit): Promise<void> {
  const { factors } = await visit.portal.mfa.describe({ caller: visit.caller });
  visit.show((view) => profilePage(view, visit.person, factors));
}

async function askChanges(visit: SignedInVisit): Promise<void> {
  const { email, phone = '' } = visit.person;
  visit.show((view) => editProfilePage(view, { email, phone }));
}

async function save(visit: SignedInVisit): Promise<void> {
  const email = visit.field('email').trim();
  const phone = visit.field('phone').trim();
  const number = phone.replace(/[\s().-]/g, '');
  const badEmail = !/^[^\s@]+@[^\s@]+$/.test(email);
  // ITU-T E.164: a plus sign and at most 15 digits.
  if (badEmail || !(number === '' || /^\+[1-9]\d{6,14}$/.test(number))) {
    const wrong = badEmail ? 'email' : 'phone';
    return visit.show((view) => editProfilePage(view, { email, phone, wrong }), 422);
  }
  visit.portal.directory.changeContacts(visit.person.userId, {
    email,
    ...(number !== '' && { phone: number }),
  });
  visit.goTo('/profile', 'profileSaved');
}
