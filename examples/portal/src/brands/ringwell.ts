import { presetS2 } from '@factorkit/core/policy';
import { ringwellPeople } from '../people/demo-people.ts';
import { ownTexts } from '../texts/own.ts';
import { ringwellTexts } from '../texts/ringwell.ts';
import type { Brand } from './brand.ts';

/** S2: optional, authenticator app and backup codes. */
export const ringwell: Brand = {
  id: 's2',
  name: 'Ringwell Telephone',
  summary: 'Optional, with an authenticator app and backup codes.',
  policy: presetS2,
  people: ringwellPeople,
  menu: 'user-icon',
  settingsPath: '/settings',
  pages: {
    layout: 'single-app',
    apps: ['google-authenticator', 'microsoft-authenticator'],
  },
  supportAddress: 'help@ringwell.example',
  services: [
    { name: '020 7946 0018', detail: 'Main line, 3 people' },
    { name: '020 7946 0023', detail: 'Workshop' },
  ],
  guarded: {
    path: '/call-forwarding',
    title: 'Call forwarding',
    rows: [
      { name: '020 7946 0018', value: 'not forwarded' },
      { name: '020 7946 0023', value: 'to 020 7946 0018 after 20 seconds' },
    ],
  },
  profile: false,
  texts: ringwellTexts,
  own: ownTexts,
};
