import { presetS1 } from '@factorkit/core/policy';
import { northquayPeople } from '../people/demo-people.ts';
import { northquayMethods, northquayTexts } from '../texts/northquay.ts';
import { ownTexts } from '../texts/own.ts';
import type { Brand } from './brand.ts';

/** S1: optional, authenticator app only. */
export const northquay: Brand = {
  id: 's1',
  name: 'Northquay Hosting',
  summary: 'Optional, with an authenticator app.',
  policy: presetS1,
  people: northquayPeople,
  menu: 'main-menu',
  settingsPath: '/account/security/multi-factor',
  pages: {
    layout: 'single-app',
    setUp: 'key-then-check',
    methods: northquayMethods,
    apps: ['google-authenticator', 'duo-mobile'],
  },
  supportAddress: 'support@northquay.example',
  services: [
    { name: 'harbour-museum.example', detail: 'Web hosting, renews on 1 March' },
    { name: 'mail.harbour-museum.example', detail: 'Mail, 4 of 10 mailboxes in use' },
  ],
  guarded: {
    path: '/account/payment',
    title: 'Payment details',
    rows: [
      { name: 'Card', value: 'ends in 4417' },
      { name: 'Next invoice', value: '1 March, 48.00 EUR' },
    ],
  },
  profile: false,
  texts: northquayTexts,
  own: ownTexts,
};
