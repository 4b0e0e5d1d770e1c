import { presetS1 } from '../../src/policy/presets/s1.ts';
import { remarks, table } from './decision-table.ts';

const password = ['password'];

table('S1 optional, app only: signing in', presetS1, [
  ['nothing enrolled: the password is enough', { shown: password }, 'sign-in', 'allow'],
  [
    'S1.7 S1.10 with the app enrolled it is asked for',
    { has: ['phone'], shown: password },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'S1.7 the app shown, the portal opens',
    { has: ['phone'], shown: ['password', 'phone'] },
    'sign-in',
    'allow',
  ],
  [
    'S1.7 any one of several apps',
    { has: ['phone', 'spare'], shown: ['password', 'spare'] },
    'sign-in',
    'allow',
  ],
  [
    'the primary is asked first, the others in their order',
    { has: ['phone', 'spare', 'tablet'], primary: 'spare', shown: password },
    'sign-in',
    'challenge spare phone tablet: enrolledMeansRequired missing',
  ],
  [
    'S1.10 no primary is no way around',
    { has: ['phone'], primary: 'gone', shown: password },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'any first factor leads to the same gate',
    { has: ['phone'], shown: ['magic-link'] },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'a passkey too',
    { has: ['phone'], shown: ['passkey'] },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'and no first factor at all',
    { has: ['phone'] },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'S1.15 there are no backup codes, even where some are left',
    { has: ['phone'], codes: 5, shown: password },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'a backup code replaces nothing here',
    { has: ['phone'], codes: 5, shown: ['password', 'backup-code'] },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'P1 a suspended app opens nothing, and still is one',
    { has: ['phone suspended'], shown: password },
    'sign-in',
    'deny: no-usable-factor',
  ],
  [
    'P1 nor what it showed before',
    { has: ['phone suspended'], shown: ['password', 'phone'] },
    'sign-in',
    'deny: no-usable-factor',
  ],
  [
    'P1 with one suspended the other is asked',
    { has: ['phone suspended', 'spare'], primary: 'phone', shown: password },
    'sign-in',
    'challenge spare: enrolledMeansRequired missing',
  ],
  [
    'what a removed app showed does not count',
    { has: ['spare'], shown: ['password', 'totp #phone'] },
    'sign-in',
    'challenge spare: enrolledMeansRequired missing',
  ],
  [
    'an app without a name neither',
    { has: ['spare'], shown: ['password', 'totp'] },
    'sign-in',
    'challenge spare: enrolledMeansRequired missing',
  ],
  [
    'a factor of a method that is not allowed cannot answer',
    { has: ['card x-card'], shown: password },
    'sign-in',
    'deny: no-usable-factor',
  ],
  [
    'nor has it answered',
    { has: ['card x-card'], shown: ['password', 'card'] },
    'sign-in',
    'deny: no-usable-factor',
  ],
  [
    'S1.15 let in by support, the user sets up an app and does nothing else before',
    { has: ['phone'], shown: ['password'], granted: 'support' },
    'sign-in',
    'enrol totp: enrolledMeansRequired missing',
  ],
  [
    'S1.15 approval without the check of the registered address does not count',
    { has: ['phone'], request: { via: 'support', by: 'anna', checks: ['identity'], approved: ['sue'] } },
    'recover support',
    'deny: not-verified',
  ],
  [
    'S1.15 checked and approved, it takes effect',
    {
      has: ['phone'],
      request: { via: 'support', by: 'anna', checks: ['registered-email'], approved: ['sue'] },
    },
    'recover support',
    'allow',
  ],
]);

table('S1 adding an app', presetS1, [
  ['S1.6 the first one needs the password alone', { shown: password }, 'enrol totp', 'allow'],
  ['S1.6 S1.4 the check itself needs nothing more', { shown: ['password 1d'] }, 'confirm totp', 'allow'],
  ['a password of 15 minutes ago is fresh', { shown: ['password 15m'] }, 'enrol totp', 'allow'],
  [
    'a millisecond older is not',
    { shown: ['password 15m+'] },
    'enrol totp',
    'challenge +password +federated +passkey +magic-link: manage.bootstrap expired',
  ],
  [
    'nothing shown',
    {},
    'enrol totp',
    'challenge +password +federated +passkey +magic-link: manage.bootstrap missing',
  ],
  [
    'L2 the second one needs the first, never the password alone',
    { has: ['phone'], shown: password },
    'enrol totp',
    'challenge phone: enrolledMeansRequired missing, manage.proof missing',
  ],
  ['L2 shown just now', { has: ['phone'], shown: ['password 1h', 'phone'] }, 'enrol totp', 'allow'],
  [
    'L8 shown at sign-in, an hour ago',
    { has: ['phone'], shown: ['password 1h', 'phone 1h'] },
    'enrol totp',
    'challenge phone: manage.proof expired',
  ],
  [
    'L8 exactly 15 minutes ago',
    { has: ['phone'], shown: ['password 1h', 'phone 15m'] },
    'enrol totp',
    'allow',
  ],
  [
    'L8 and a millisecond more',
    { has: ['phone'], shown: ['password 1h', 'phone 15m+'] },
    'enrol totp',
    'challenge phone: manage.proof expired',
  ],
  [
    'a suspended one takes its place too',
    { has: ['a', 'b', 'c', 'd', 'e suspended'], shown: ['a'] },
    'enrol totp',
    'deny: limit-reached',
  ],
  ['the fifth', { has: ['a', 'b', 'c', 'd'], shown: ['a'] }, 'enrol totp', 'allow'],
  [
    'P1 with the only one suspended nothing can prove',
    { has: ['phone suspended'], shown: password },
    'enrol totp',
    'deny: no-usable-factor',
  ],
  ['no other method', { shown: password }, 'enrol email', 'deny: method-not-allowed'],
  ['nor can one be confirmed', { shown: password }, 'confirm email', 'deny: method-not-allowed'],
]);

table('S1 other changes', presetS1, [
  [
    'optional: the last one may go, after a code of it',
    { has: ['phone'], shown: ['password 1h', 'phone'] },
    'remove phone',
    'allow',
  ],
  [
    'never on the password alone',
    { has: ['phone'], shown: password },
    'remove phone',
    'challenge phone: enrolledMeansRequired missing, manage.proof missing',
  ],
  [
    'any other app proves as well',
    { has: ['phone', 'spare'], shown: ['password', 'spare'] },
    'remove phone',
    'allow',
  ],
  [
    'with the phone lost the other one is asked for',
    { has: ['phone', 'spare'], shown: password, primary: 'phone' },
    'remove phone',
    'challenge phone spare: enrolledMeansRequired missing, manage.proof missing',
  ],
  ['one that is not there', { has: ['spare'], shown: ['spare'] }, 'remove phone', 'deny: not-enrolled'],
  [
    'a suspended one, with another',
    { has: ['phone suspended', 'spare'], shown: ['spare'] },
    'remove phone',
    'allow',
  ],
  [
    'P1 a suspended one, with nothing else',
    { has: ['phone suspended'], shown: password },
    'remove phone',
    'deny: no-usable-factor',
  ],
  [
    'the usable one does not leave a suspended one behind',
    { has: ['phone', 'old suspended'], shown: ['phone'] },
    'remove phone',
    'deny: must-keep',
  ],
  [
    'S1.14 a new label needs the session that sign-in asks for',
    { has: ['phone'], shown: ['password', 'phone 5d'] },
    'manage',
    'allow',
  ],
  [
    'S1.14 and not less',
    { has: ['phone'], shown: password },
    'manage',
    'challenge phone: enrolledMeansRequired missing',
  ],
  ['nothing enrolled, nothing asked', { shown: password }, 'manage', 'allow'],
  [
    'another app is chosen as the first to be asked',
    { has: ['phone', 'spare'], shown: ['phone'] },
    'primary spare',
    'allow',
  ],
  [
    'no backup codes',
    { has: ['phone'], shown: ['phone'] },
    'regenerate-backup-codes',
    'deny: no-backup-codes',
  ],
  ['no trusted devices', { has: ['phone'], shown: ['phone'] }, 'trust-device', 'deny: not-offered'],
  ['no action has a name here', { has: ['phone'], shown: ['phone'] }, 'do payout', 'deny: unknown-action'],
]);

remarks('S1 advice', presetS1, [
  ['no second method to add, no codes to count', { has: ['phone'] }, 'sign-in', ''],
  ['nor with nothing enrolled', {}, 'sign-in', ''],
]);
