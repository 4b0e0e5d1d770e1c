import { presetS3 } from '@factorkit/core/policy';
import { tarnfieldPeople } from '../people/demo-people.ts';
import { tarnfieldMethods, tarnfieldTexts } from '../texts/tarnfield.ts';
import type { Brand } from './brand.ts';
import { authy, googleAuthenticator, microsoftAuthenticator } from './recommended-apps.ts';

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
  setUp: { kind: 'choose-method', methods: tarnfieldMethods },
  apps: [googleAuthenticator, microsoftAuthenticator, authy],
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
};
