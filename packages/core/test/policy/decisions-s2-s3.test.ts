import { presetS2 } from '../../src/policy/presets/s2.ts';
import { presetS3 } from '../../src/policy/presets/s3.ts';
import { remarks, table } from './decision-table.ts';

const password = ['password'];
const FOUR = ['phone', 'key webauthn', 'mobile sms', 'mail email'];

table('S2 app and backup codes', presetS2, [
  ['nothing enrolled: the password is enough', { shown: password }, 'sign-in', 'allow'],
  [
    'S2.8 S2.9 the app is asked for, or a backup code',
    { has: ['phone'], codes: 10, shown: password },
    'sign-in',
    'challenge phone | backup-code: enrolledMeansRequired missing',
  ],
  [
    'S2.12 a stolen password alone opens nothing',
    { has: ['phone'], shown: password },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'S2.9 the backup code shown, the portal opens',
    { has: ['phone'], codes: 9, shown: ['password', 'backup-code'] },
    'sign-in',
    'allow',
  ],
  [
    'S2.9 also where it was the last one',
    { has: ['phone'], codes: 0, shown: ['password', 'backup-code'] },
    'sign-in',
    'allow',
  ],
  [
    'S2.10 with none left none is asked for',
    { has: ['phone'], codes: 0, shown: password },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'S2.9 P1 a suspended app leaves the backup codes',
    { has: ['phone suspended'], codes: 1, shown: password },
    'sign-in',
    'challenge | backup-code: enrolledMeansRequired not-enrolled',
  ],
  [
    'P1 a suspended app and none left: nobody gets in',
    { has: ['phone suspended'], shown: password },
    'sign-in',
    'deny: no-usable-factor',
  ],
  ['codes without a factor are asked for nowhere', { codes: 10, shown: password }, 'sign-in', 'allow'],
  [
    'S2.9 recovery is possible while codes are left',
    { has: ['phone'], codes: 1 },
    'recover backup-code',
    'allow',
  ],
  [
    'S2.10 and closed after the last',
    { has: ['phone'], codes: 0 },
    'recover backup-code',
    'deny: no-backup-codes',
  ],
  [
    'S2.11 after a backup code the app is removed',
    { has: ['phone'], codes: 9, shown: ['password', 'backup-code'] },
    'remove phone',
    'allow',
  ],
  [
    'S2.11 a suspended one too',
    { has: ['phone suspended'], codes: 9, shown: ['password', 'backup-code'] },
    'remove phone',
    'allow',
  ],
  [
    'S2.11 not on a backup code of an hour ago',
    { has: ['phone'], codes: 9, shown: ['backup-code 1h'] },
    'remove phone',
    'challenge phone | backup-code: manage.proof expired',
  ],
  [
    'S2.11 with the last code used only the app can prove',
    { has: ['phone'], codes: 0, shown: ['backup-code 1h'] },
    'remove phone',
    'challenge phone: manage.proof expired',
  ],
  [
    'S2.11 after a backup code another app is added',
    { has: ['phone'], codes: 9, shown: ['password', 'backup-code'] },
    'enrol totp',
    'allow',
  ],
  [
    'S2.11 in the place of the lost one',
    { has: ['phone'], codes: 9, shown: ['password', 'backup-code'] },
    'enrol totp for phone',
    'allow',
  ],
  [
    'S2.12 not on the password alone',
    { has: ['phone'], codes: 10, shown: password },
    'enrol totp',
    'challenge phone | backup-code: enrolledMeansRequired missing, manage.proof missing',
  ],
  [
    'R4 new codes on a code of the app',
    { has: ['phone'], codes: 1, shown: ['password', 'phone'] },
    'regenerate-backup-codes',
    'allow',
  ],
  [
    'R4 or of the old set',
    { has: ['phone'], codes: 1, shown: ['password', 'backup-code'] },
    'regenerate-backup-codes',
    'allow',
  ],
  [
    'R4 never on the password alone',
    { has: ['phone'], codes: 1, shown: password },
    'regenerate-backup-codes',
    'challenge phone | backup-code: enrolledMeansRequired missing, manage.proof missing',
  ],
  [
    'with nothing enrolled codes would open nothing',
    { shown: password },
    'regenerate-backup-codes',
    'deny: not-enrolled',
  ],
  [
    'S2.11 a session opened by a backup code may change labels',
    { has: ['phone'], codes: 9, shown: ['password', 'backup-code 1d'] },
    'manage',
    'allow',
  ],
]);

remarks('S2 advice', presetS2, [
  ['four codes left: nothing to say', { has: ['phone'], codes: 4 }, 'sign-in', ''],
  ['three left', { has: ['phone'], codes: 3 }, 'sign-in', '3 codes left'],
  ['none left', { has: ['phone'], codes: 0 }, 'sign-in', '0 codes left'],
  ['none left and nothing enrolled', { codes: 0 }, 'sign-in', ''],
  [
    'a suspended app is enrolled all the same',
    { has: ['phone suspended'], codes: 2 },
    'sign-in',
    '2 codes left',
  ],
]);

table('S3 four options and backup codes', presetS3, [
  ['optional', { shown: password }, 'sign-in', 'allow'],
  [
    'S3.2 S3.3 all four are offered, or a backup code',
    { has: FOUR, codes: 10, shown: password },
    'sign-in',
    'challenge phone key mobile mail | backup-code: enrolledMeansRequired missing',
  ],
  ...['phone', 'key', 'mobile', 'mail'].map(
    (id) => [`S3.3 the ${id} opens`, { has: FOUR, shown: ['password', id] }, 'sign-in', 'allow'] as const,
  ),
  [
    'S3.3 here SMS may be the only one',
    { has: ['mobile sms'], shown: ['password', 'mobile'] },
    'sign-in',
    'allow',
  ],
  ['S3.3 and may be the first to be set up', { shown: password }, 'enrol sms', 'allow'],
  [
    'S3.5 a backup code in place of any of them',
    { has: ['mail email'], codes: 9, shown: ['password', 'backup-code'] },
    'sign-in',
    'allow',
  ],
  [
    'S3.6 all lost: the form, verified',
    { has: FOUR, request: { via: 'form', by: 'anna', checks: ['verified-form'], approved: ['sue'] } },
    'recover form',
    'allow',
  ],
  [
    'S3.6 staff act on a verified form only',
    { has: FOUR, request: { via: 'form', by: 'anna', checks: ['a-call'], approved: ['sue'] } },
    'recover form',
    'deny: not-verified',
  ],
  [
    'S3.6 whatever the method',
    {
      has: ['mail email'],
      request: { via: 'form', by: 'anna', checks: ['verified-form'], approved: ['sue'] },
    },
    'recover form',
    'allow',
  ],
  [
    'S3.6 a request of another kind is no form',
    { has: FOUR, request: { via: 'support', by: 'anna', checks: ['verified-form'], approved: ['sue'] } },
    'recover form',
    'deny: not-verified',
  ],
  [
    'S3.6 after the form one enrols before the portal opens',
    { has: ['phone'], shown: ['password'], granted: 'form' },
    'sign-in',
    'enrol totp webauthn sms email: enrolledMeansRequired missing',
  ],
  [
    'S3.6 without the factor that is lost',
    { has: ['phone'], shown: ['password'], granted: 'form' },
    'enrol webauthn',
    'allow',
  ],
  [
    'S3.6 and the new factor opens it',
    { has: ['phone', 'key webauthn'], shown: ['password', 'key'], granted: 'form' },
    'sign-in',
    'allow',
  ],
  [
    'a backup code opens more than the form, in any order',
    { has: ['phone'], shown: ['password', 'backup-code'], granted: 'form' },
    'sign-in',
    'allow',
  ],
  [
    'and takes nothing of what the form allows',
    { has: ['phone'], shown: ['password', 'backup-code 1h'], granted: 'form' },
    'enrol totp',
    'allow',
  ],
]);

remarks('S3 advice', presetS3, [
  [
    'one method, few codes',
    { has: ['mobile sms'], codes: 1 },
    'sign-in',
    'add a second method, 1 codes left',
  ],
  ['two methods, all codes', { has: ['mobile sms', 'phone'], codes: 10 }, 'sign-in', ''],
]);
