import type { Brand } from '../brands/brand.ts';
import { ownTexts } from '../texts/own.ts';
import { demoAgents } from './agents.ts';
import { deskPolicy } from './desk-policy.ts';
import { deskMethods, deskTexts } from './desk-texts.ts';

/**
 * The support desk is another portal, whose users are the staff: they sign in and set up their app on the same pages,
 * with the same engine and a separate policy. The pages after the sign-in are in `desk-routes.ts`.
 */
export const supportDesk: Brand = {
  id: 'support',
  name: 'Support desk',
  summary: 'Staff who help users that lost a phone or a key.',
  policy: deskPolicy,
  people: demoAgents,
  menu: 'user-icon',
  settingsPath: '/security',
  pages: { methods: deskMethods },
  supportAddress: 'lead@desk.example',
  services: [],
  profile: false,
  texts: deskTexts,
  own: {
    ...ownTexts,
    signIn: { ...ownTexts.signIn, lead: () => 'For staff only. Sign in with your staff account.' },
    home: { ...ownTexts.home, title: 'Find a user' },
  },
};
