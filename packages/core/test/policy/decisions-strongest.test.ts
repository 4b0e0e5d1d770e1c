import { policyWith, table } from './decision-table.ts';

table(
  'FA4 setting up a factor without the proof that the policy asks for',
  policyWith({
    enrolledMeansRequired: false,
    methods: { totp: { allow: 'yes' }, email: { allow: 'yes' }, webauthn: { allow: 'yes' } },
    rules: [{ id: 'mailbox', mode: 'enforce', enrol: { of: ['email'] } }],
    manage: { proof: { of: ['totp'] }, enrol: { of: ['magic-link', 'email'], count: 2 } },
  }),
  [
    [
      'takes one of the strongest factors',
      { has: ['phone'], shown: ['password', 'magic-link'] },
      'sign-in',
      'challenge phone: enrolledMeansRequired missing',
    ],
    [
      'also where a first factor is missing, for which the portal asks',
      { has: ['phone'], shown: ['password'] },
      'sign-in',
      'challenge phone: enrolledMeansRequired missing',
    ],
    [
      'and is refused where none of them can be used',
      { has: ['phone suspended'], shown: ['password'] },
      'sign-in',
      'deny: no-usable-factor',
    ],
    [
      'asks for no backup code, which would be used up for nothing',
      { has: ['phone suspended', 'other'], codes: 10, shown: ['password', 'magic-link'] },
      'sign-in',
      'challenge other: enrolledMeansRequired missing',
    ],
  ],
);

table(
  'a backup code that opens the portal, where a change takes what nobody has',
  policyWith({
    methods: { totp: { allow: 'yes' }, email: { allow: 'yes' } },
    rules: [],
    manage: { proof: { of: ['totp'] } },
    recovery: [{ via: 'backup-code', grants: 'session' }],
  }),
  [
    [
      'is not asked for again after it was used',
      { has: ['key webauthn'], codes: 1, shown: ['password', 'backup-code'] },
      'enrol totp',
      'deny: no-usable-factor',
    ],
  ],
);

table(
  'trusting a browser',
  policyWith({
    enrolledMeansRequired: false,
    methods: {
      totp: { allow: 'existing', until: '2026-03-03T12:00:00Z' },
      email: { allow: 'yes' },
      webauthn: { allow: 'yes' },
    },
    rules: [],
    manage: { proof: { of: ['totp'] } },
    recovery: [],
    trustedDevices: { for: '7d' },
  }),
  [
    [
      'FA4 never leads to the set-up of a factor',
      { has: ['phone suspended'], shown: ['password'] },
      'trust-device',
      'deny: no-usable-factor',
    ],
  ],
);

table(
  'a backup code that opens the portal, where a rule requires another enrolment',
  policyWith({
    enrolledMeansRequired: false,
    methods: { totp: { allow: 'yes' }, email: { allow: 'yes' } },
    rules: [{ id: 'app', enrol: { of: ['totp'] }, signIn: { of: ['totp'] } }],
    manage: { proof: { of: ['totp', 'email'], maxAge: '15m' } },
    recovery: [{ via: 'backup-code', grants: 'session' }],
  }),
  [
    [
      'asks for the proof at sign-in, because the enrolment token cannot show it',
      { has: ['mail email'], codes: 1, shown: ['password', 'backup-code'] },
      'sign-in',
      'challenge mail: manage.proof missing',
    ],
    [
      'and then allows the enrolment',
      { has: ['mail email'], codes: 1, shown: ['password', 'backup-code', 'mail'] },
      'sign-in',
      'enrol totp: rules[0].enrol not-enrolled',
    ],
  ],
);
