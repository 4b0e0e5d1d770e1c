import type { OfferedMethod, TextOverrides } from '@factorkit/pages';

/** The texts for staff about their own sign-in. */
export const deskTexts: TextOverrides = {
  settings: { title: 'My sign-in', apps: 'Your authenticator apps' },
  enrol: {
    lead: 'Anyone who can open other people’s accounts needs more than a password. Set up your authenticator app now; the desk opens as soon as it works.',
  },
  confirm: {
    lead: 'You are about to change somebody’s account. Please show once more that it is you; then it is done as you asked.',
  },
  lockedOut: {
    heading: 'You lost your own phone?',
    advice: (address) => `Go to your team lead, or write to ${address} from your staff address.`,
    why: 'Two colleagues have to make sure that it is you, and nobody can do that for themselves.',
    registered: (address) => `Your staff address is ${address}.`,
  },
};

export const deskMethods: readonly OfferedMethod[] = [
  {
    method: 'totp',
    name: 'Authenticator app',
    summary: 'An app on your work phone shows a 6-digit code, and a new one every 30 seconds.',
    notes: ['It works without network and signal.'],
    keep: ['Set it up on a second device too, such as a tablet that stays in the office.'],
  },
];
