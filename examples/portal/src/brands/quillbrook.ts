import { presetS4 } from '@factorkit/core/policy';
import { quillbrookPeople } from '../people/demo-people.ts';
import { ownTexts } from '../texts/own.ts';
import { quillbrookMethods, quillbrookTexts } from '../texts/quillbrook.ts';
import type { Brand } from './brand.ts';

/** S4: optional, app and email, one of them primary. */
export const quillbrook: Brand = {
  id: 's4',
  name: 'Quillbrook Cloud',
  summary: 'Optional, with an app and email, one of them primary. Several users of one customer.',
  policy: presetS4,
  people: quillbrookPeople,
  menu: 'user-icon',
  settingsPath: '/security-and-access',
  pages: {
    layout: 'switches',
    methods: quillbrookMethods,
    apps: ['google-authenticator', 'microsoft-authenticator'],
  },
  supportAddress: 'care@quillbrook.example',
  services: [
    { name: 'web-01', detail: '2 cores, 4 GB, running' },
    { name: 'Nightly backup', detail: 'last at 03:10' },
  ],
  guarded: {
    path: '/access-keys',
    title: 'Access keys',
    rows: [{ name: 'deploy', value: 'made on 2 February' }],
  },
  profile: false,
  texts: quillbrookTexts,
  own: ownTexts,
};
