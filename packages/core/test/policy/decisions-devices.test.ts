import { presetWorkforce } from '../../src/policy/presets/workforce.ts';
import { policyWith, table } from './decision-table.ts';

const KEY = 'key webauthn phishing-resistant';

table('trusting a device, by the workforce preset', presetWorkforce, [
  ['after a factor', { has: ['phone'], shown: ['password', 'phone'] }, 'trust-device', 'allow'],
  [
    'not after the password',
    { has: ['phone'], shown: ['password'] },
    'trust-device',
    'challenge phone: enrolledMeansRequired missing, trustedDevices.proof missing',
  ],
  [
    'A5 not on the word of a trusted one',
    { has: ['phone'], shown: ['password', 'phone remembered'] },
    'trust-device',
    'challenge phone: enrolledMeansRequired remembered, trustedDevices.proof remembered',
  ],
  [
    'with nothing enrolled there is nothing to remember',
    { shown: ['password'] },
    'trust-device',
    'deny: no-usable-factor',
  ],
  ['the third of three', { has: ['phone'], shown: ['phone'], devices: 2 }, 'trust-device', 'allow'],
  ['no fourth', { has: ['phone'], shown: ['phone'], devices: 3 }, 'trust-device', 'deny: limit-reached'],
  [
    'an administrator shows what sign-in asks of administrators',
    { who: ['administrator'], has: ['phone', KEY], shown: ['password', 'phone'] },
    'trust-device',
    'challenge key: rules[1].signIn missing',
  ],
  [
    'and has shown it',
    { who: ['administrator'], has: ['phone', KEY], shown: ['password', 'key'] },
    'trust-device',
    'allow',
  ],
]);

table(
  'trusting a device, with a proof of its own, for some',
  policyWith({
    trustedDevices: {
      for: '30d',
      when: { risk: 'low', not: { risk: 'medium' } },
      proof: { of: ['totp'], maxAge: '1m' },
    },
    rules: [{ id: 'word', signIn: { of: ['passkey'] } }],
  }),
  [
    ['fresh', { has: ['phone'], shown: ['phone 1m'] }, 'trust-device', 'allow'],
    [
      'not fresh',
      { has: ['phone'], shown: ['phone 2m'] },
      'trust-device',
      'challenge phone: trustedDevices.proof expired',
    ],
    [
      'not at a risk',
      { who: ['risk:medium'], has: ['phone'], shown: ['phone'] },
      'trust-device',
      'deny: not-offered',
    ],
    [
      'five where no number is said',
      { has: ['phone'], shown: ['phone'], devices: 4 },
      'trust-device',
      'allow',
    ],
    ['not six', { has: ['phone'], shown: ['phone'], devices: 5 }, 'trust-device', 'deny: limit-reached'],
  ],
);

table('what a trusted device shows', presetWorkforce, [
  ['A5 signs in', { has: ['phone'], shown: ['password', 'phone 6d remembered'] }, 'sign-in', 'allow'],
  [
    'puts an enrolment off',
    { who: ['administrator'], has: ['phone'], shown: ['password', 'phone remembered'] },
    'postpone-enrolment',
    'allow',
  ],
  [
    'ends with its factor',
    { has: ['spare'], shown: ['password', 'totp remembered #phone'] },
    'sign-in',
    'challenge spare: enrolledMeansRequired missing',
  ],
  [
    'P1 sleeps with its factor',
    { has: ['phone suspended'], shown: ['password', 'phone remembered'] },
    'sign-in',
    'deny: no-usable-factor',
  ],
  [
    'A5 changes nothing',
    { has: ['phone', 'spare'], shown: ['password', 'phone remembered'] },
    'remove phone',
    'challenge phone spare: enrolledMeansRequired remembered, manage.proof remembered',
  ],
  [
    'A5 adds nothing',
    { has: ['phone'], shown: ['password', 'phone remembered'] },
    'enrol totp',
    'challenge phone: enrolledMeansRequired remembered, manage.proof remembered',
  ],
  [
    'A5 not even a label',
    { has: ['phone'], shown: ['password', 'phone remembered'] },
    'manage',
    'challenge phone: enrolledMeansRequired remembered',
  ],
  [
    'A5 beside the real thing it does no harm',
    { has: ['phone'], shown: ['phone', 'phone remembered'] },
    'manage',
    'allow',
  ],
]);

table('the workforce preset, otherwise', presetWorkforce, [
  [
    'everyone has a factor after 14 days',
    { shown: ['password'], asked: '13d' },
    'sign-in',
    'enrol webauthn totp (1d): rules[0].enrol not-enrolled',
  ],
  [
    'then at once',
    { shown: ['password'], asked: '14d' },
    'sign-in',
    'enrol webauthn totp: rules[0].enrol not-enrolled',
  ],
  [
    'an administrator a phishing-resistant one',
    { who: ['administrator'], has: ['phone'], shown: ['password', 'phone'], asked: '13d' },
    'sign-in',
    'enrol webauthn (1d): rules[1].enrol not-enrolled',
  ],
  [
    'A2 and shows it',
    { who: ['administrator'], has: ['phone', KEY], shown: ['password', 'phone'] },
    'sign-in',
    'challenge key: rules[1].signIn missing',
  ],
  [
    'A2 a clerk need not',
    { who: ['clerk'], has: ['phone', KEY], shown: ['password', 'phone'] },
    'sign-in',
    'allow',
  ],
  [
    'W19 a key that is not phishing-resistant is not enough',
    { who: ['administrator'], has: ['stick webauthn'], shown: ['password', 'stick'], asked: '14d' },
    'sign-in',
    'enrol webauthn: rules[1].signIn not-enrolled',
  ],
  ['no SMS', { has: ['phone'], shown: ['phone'] }, 'enrol sms', 'deny: method-not-allowed'],
  [
    'changes on proof of the last ten minutes',
    { has: ['phone'], shown: ['password', 'phone 10m+'] },
    'enrol webauthn',
    'challenge phone: manage.proof expired',
  ],
  ['the last one stays', { has: ['phone'], shown: ['phone'] }, 'remove phone', 'deny: must-keep'],
  [
    'an administrator’s key too',
    { who: ['administrator'], has: ['phone', KEY], shown: ['key'] },
    'remove key',
    'deny: must-keep',
  ],
]);

table('one trusted device', policyWith({ trustedDevices: { for: '30d', max: 1 } }), [
  ['the first', { has: ['phone'], shown: ['phone'] }, 'trust-device', 'allow'],
  ['not the second', { has: ['phone'], shown: ['phone'], devices: 1 }, 'trust-device', 'deny: limit-reached'],
]);
