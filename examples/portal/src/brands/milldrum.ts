import { presetS0 } from '@factorkit/core/policy';
import { milldrumPeople } from '../people/demo-people.ts';
import { milldrumMethods, milldrumTexts } from '../texts/milldrum.ts';
import type { Brand } from './brand.ts';
import {
  authy,
  bitwarden,
  googleAuthenticator,
  microsoftAuthenticator,
  onePassword,
} from './recommended-apps.ts';

/** S0: required of everyone, one of four methods. */
export const milldrum: Brand = {
  id: 's0',
  name: 'Milldrum Digital',
  summary: 'Required of everyone at the first sign-in: authenticator app, email, SMS or security key.',
  policy: presetS0,
  people: milldrumPeople,
  menu: 'user-icon',
  settingsPath: '/security',
  setUp: { kind: 'choose-method', methods: milldrumMethods },
  apps: [googleAuthenticator, onePassword, authy, bitwarden, microsoftAuthenticator],
  supportAddress: 'support@milldrum.example',
  services: [
    { name: 'Website care', detail: 'Monthly, next visit on 4 March' },
    { name: 'Shared drive', detail: '38 project files' },
  ],
  guarded: {
    path: '/invoices',
    title: 'Invoices',
    rows: [
      { name: '2026-0114', value: '310.00 EUR, paid' },
      { name: '2026-0151', value: '185.50 EUR, due on 1 March' },
    ],
  },
  profile: true,
  texts: milldrumTexts,
};
