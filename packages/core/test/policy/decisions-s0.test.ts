import { presetS0 } from '../../src/policy/presets/s0.ts';
import { remarks, table } from './decision-table.ts';

const password = ['password'];
const ALL = 'totp email sms webauthn';

table('S0 MFA is required: signing in', presetS0, [
  [
    'S0.1 S0.3 the first sign-in leads to set-up, the app first',
    { shown: password },
    'sign-in',
    `enrol ${ALL}: rules[0].enrol not-enrolled`,
  ],
  ['S0.1 there is no skip', { shown: password }, 'postpone-enrolment', 'deny: no-grace'],
  [
    'S0.1 whatever the first factor was',
    { shown: ['federated'] },
    'sign-in',
    `enrol ${ALL}: rules[0].enrol not-enrolled`,
  ],
  [
    'S0.2 later ones ask for the second factor',
    { has: ['phone'], shown: password },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'S0.2 a second factor without the first is for the portal to refuse',
    { has: ['phone'], shown: ['phone'] },
    'sign-in',
    'allow',
  ],
  ['S0.3 an app suffices', { has: ['phone'], shown: ['password', 'phone'] }, 'sign-in', 'allow'],
  ['S0.3 an email code suffices', { has: ['mail email'], shown: ['password', 'mail'] }, 'sign-in', 'allow'],
  ['S0.3 a security key suffices', { has: ['key webauthn'], shown: ['password', 'key'] }, 'sign-in', 'allow'],
  [
    'S0.3 an SMS code suffices, beside another',
    { has: ['phone', 'mobile sms'], shown: ['password', 'mobile'] },
    'sign-in',
    'allow',
  ],
  [
    'S0.3 any of them is offered, the primary first',
    { has: ['phone', 'mail email', 'mobile sms', 'key webauthn'], primary: 'key', shown: password },
    'sign-in',
    'challenge key phone mail mobile: enrolledMeansRequired missing',
  ],
  [
    'S0.10 SMS alone is no second factor',
    { has: ['mobile sms'], shown: password },
    'sign-in',
    'deny: no-usable-factor',
  ],
  [
    'S0.10 nor is a code that it sent',
    { has: ['mobile sms'], shown: ['password', 'mobile'] },
    'sign-in',
    'deny: no-usable-factor',
  ],
  [
    'S0.10 nor with its company suspended',
    { has: ['phone suspended', 'mobile sms'], shown: ['password', 'mobile'] },
    'sign-in',
    'deny: no-usable-factor',
  ],
  [
    'S0.10 two phone numbers are no company',
    { has: ['mobile sms', 'work sms'], shown: ['password', 'work'] },
    'sign-in',
    'deny: no-usable-factor',
  ],
  [
    'the mailbox of the magic link is no second factor',
    { has: ['mail email @box'], shown: ['magic-link @box', 'mail'] },
    'sign-in',
    'deny: no-usable-factor',
  ],
  [
    'the mailbox of the magic link is not asked twice',
    { has: ['mail email @box', 'phone'], primary: 'mail', shown: ['magic-link @box', 'mail'] },
    'sign-in',
    'challenge phone: enrolledMeansRequired same-channel',
  ],
]);

table('S0 adding methods', presetS0, [
  ['S0.1 the first one needs a fresh first factor', { shown: ['password 15m'] }, 'enrol totp', 'allow'],
  [
    'S0.1 which is asked for where it is old',
    { shown: ['password 15m+'] },
    'enrol totp',
    'challenge +password +federated +passkey +magic-link: manage.bootstrap expired',
  ],
  ['S0.10 SMS is not the first', { shown: password }, 'enrol sms', 'deny: not-alone'],
  ['S0.10 SMS comes second', { has: ['phone'], shown: ['password', 'phone'] }, 'enrol sms', 'allow'],
  [
    'S0.10 after an email address too',
    { has: ['mail email'], shown: ['password', 'mail'] },
    'enrol sms',
    'allow',
  ],
  [
    'S0.10 not beside a suspended one',
    { has: ['phone suspended'], shown: password },
    'enrol sms',
    'deny: not-alone',
  ],
  [
    'S0.13 several methods, added while signed in',
    { has: ['phone'], shown: ['password 1h', 'phone 15m'] },
    'enrol email',
    'allow',
  ],
  [
    'S0.13 L8 not on a code of a while ago',
    { has: ['phone'], shown: ['password', 'phone 15m+'] },
    'enrol email',
    'challenge phone: manage.proof expired',
  ],
  [
    'S0.13 L2 never on the password alone',
    { has: ['phone'], shown: password },
    'enrol webauthn',
    'challenge phone: enrolledMeansRequired missing, manage.proof missing',
  ],
  [
    'S0.12 five keys',
    { has: ['a webauthn', 'b webauthn', 'c webauthn', 'd webauthn'], shown: ['a'] },
    'enrol webauthn',
    'allow',
  ],
  [
    'S0.12 not six',
    { has: ['a webauthn', 'b webauthn', 'c webauthn', 'd webauthn', 'e webauthn'], shown: ['a'] },
    'enrol webauthn',
    'deny: limit-reached',
  ],
  [
    'a method that the portal does not know',
    { has: ['phone'], shown: ['phone'] },
    'enrol x-card',
    'deny: method-not-allowed',
  ],
]);

table('S0 removing and recovering', presetS0, [
  [
    'S0.1 the last one stays',
    { has: ['phone'], shown: ['password', 'phone'] },
    'remove phone',
    'deny: must-keep',
  ],
  [
    'one of two goes, on a code of the other',
    { has: ['phone', 'mail email'], shown: ['password', 'mail'] },
    'remove phone',
    'allow',
  ],
  [
    'S0.10 nothing goes that leaves SMS alone',
    { has: ['phone', 'mobile sms'], shown: ['password', 'phone'] },
    'remove phone',
    'deny: must-keep',
  ],
  [
    'S0.10 SMS itself may go',
    { has: ['phone', 'mobile sms'], shown: ['password', 'mobile'] },
    'remove mobile',
    'allow',
  ],
  [
    'S0.17 no recovery method but support',
    { has: ['phone'], codes: 3 },
    'recover backup-code',
    'deny: not-offered',
  ],
  [
    'S0.17 nor a form',
    { has: ['phone'], request: { via: 'form', by: 'anna', checks: ['identity'], approved: ['sue'] } },
    'recover form',
    'deny: not-offered',
  ],
  ['S0.18 support acts on a request', { has: ['phone'] }, 'recover support', 'deny: not-verified'],
  [
    'S0.18 that was verified',
    { has: ['phone'], request: { via: 'support', by: 'anna', checks: [], approved: ['sue'] } },
    'recover support',
    'deny: not-verified',
  ],
  [
    'S0.18 and approved',
    { has: ['phone'], request: { via: 'support', by: 'anna', checks: ['identity'] } },
    'recover support',
    'deny: not-verified',
  ],
  [
    'S0.18 then at once',
    { has: ['phone'], request: { via: 'support', by: 'anna', checks: ['identity'], approved: ['sue'] } },
    'recover support',
    'allow',
  ],
  [
    'S0.18 with the factors gone the user sets up a new one',
    { shown: ['password'], granted: 'support' },
    'sign-in',
    `enrol ${ALL}: rules[0].enrol not-enrolled`,
  ],
  [
    'S0.18 support lets in to enrol, and no further',
    { has: ['phone'], shown: ['password'], granted: 'support' },
    'sign-in',
    `enrol ${ALL}: enrolledMeansRequired missing`,
  ],
  [
    'S0.18 the lost factor is not asked for',
    { has: ['phone'], shown: ['password'], granted: 'support' },
    'enrol totp',
    'allow',
  ],
  [
    'S0.18 nothing else is open to who came by support',
    { has: ['phone'], shown: ['password'], granted: 'support' },
    'manage',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'S0.18 nor a removal',
    { has: ['phone', 'mail email'], shown: ['password'], granted: 'support' },
    'remove phone',
    'challenge phone mail: enrolledMeansRequired missing, manage.proof missing',
  ],
]);

remarks('S0 advice', presetS0, [
  [
    'S0.14 with one method only: add a second',
    { has: ['phone'], shown: ['phone'] },
    'sign-in',
    'add a second method',
  ],
  ['S0.14 a second key is a second method too', { has: ['a webauthn', 'b webauthn'] }, 'sign-in', ''],
  [
    'S0.14 a suspended one does not count',
    { has: ['phone', 'mail email suspended'] },
    'sign-in',
    'add a second method',
  ],
  ['S0.14 with nothing the set-up says enough', {}, 'sign-in', ''],
  ['S0.14 whatever is asked', { has: ['phone'] }, 'remove phone', 'add a second method'],
]);
