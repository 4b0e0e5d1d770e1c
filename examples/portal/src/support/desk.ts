import type { Brand } from '../brands/brand.ts';
import { googleAuthenticator, microsoftAuthenticator } from '../brands/recommended-apps.ts';
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
  setUp: { kind: 'choose-method', methods: deskMethods },
  apps: [googleAuthenticator, microsoftAuthenticator],
  supportAddress: 'lead@desk.example',
  services: [],
  profile: false,
  texts: deskTexts,
};
