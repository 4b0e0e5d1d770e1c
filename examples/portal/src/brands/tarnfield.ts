import { presetS3 } from '@factorkit/core/policy';
import { tarnfieldPeople } from '../people/demo-people.ts';
import { ownTexts } from '../texts/own.ts';
import { tarnfieldMethods, tarnfieldTexts } from '../texts/tarnfield.ts';
import type { Brand } from './brand.ts';

/** S3: optional, four options and backup codes. */
export const tarnfield: Brand = {
  id: 's3',
  name: 'Tarnfield Domains',
  summary:
    'Optional, with four options: authenticator app, fingerprint or key, SMS, email; and backup codes.',
  policy: presetS3,
  people: tarnfieldPeople,
  menu: 'user-name',
  settingsPath: '/security-and-login',
  pages: {
    layout: 'list',
    methods: tarnfieldMethods,
    apps: ['google-authenticator', 'microsoft-authenticator', 'authy'],
  },
  supportAddress: 'helpdesk@tarnfield.example',
  services: [
    { name: 'lindgarden.example', detail: 'Domain, expires on 30 June' },
    { name: 'lindgarden.example', detail: 'DNS, 14 records' },
  ],
  guarded: {
    path: '/transfer-codes',
    title: 'Transfer codes',
    rows: [{ name: 'lindgarden.example', value: 'transfer lock is on' }],
  },
  profile: true,
  texts: tarnfieldTexts,
  own: ownTexts,
};
