import { policyWith, table } from './decision-table.ts';

const codes = policyWith({
  backupCodes: { issue: 'first-setup', acknowledge: 'record' },
  recovery: [{ via: 'backup-code', when: { not: { role: ['administrator'] } }, grants: 'session' }],
  manage: { proof: { of: ['totp'] }, remove: { of: ['totp', 'backup-code'] } },
  rules: [{ id: 'strict', signIn: { of: ['totp'], maxAge: '1h' } }],
});

table('backup codes', codes, [
  [
    'in place of what the rules ask for',
    { has: ['phone'], codes: 9, shown: ['password', 'backup-code'] },
    'sign-in',
    'allow',
  ],
  [
    'offered for what the rules ask for',
    { has: ['phone'], codes: 9, shown: ['password', 'phone 2h'] },
    'sign-in',
    'challenge phone | backup-code: rules[0].signIn expired',
  ],
  [
    'offered for the session of a change',
    { has: ['phone'], codes: 9, shown: ['password'] },
    'enrol totp',
    'challenge phone | backup-code: enrolledMeansRequired missing, rules[0].signIn missing, manage.proof missing',
  ],
  [
    'not offered where nothing is enrolled',
    { codes: 9, shown: ['password'] },
    'sign-in',
    'enrol totp: rules[0].signIn not-enrolled',
  ],
  [
    'not for administrators',
    { who: ['administrator'], has: ['phone'], codes: 9, shown: ['password'] },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing, rules[0].signIn missing',
  ],
  [
    'nor shown by them',
    { who: ['administrator'], has: ['phone'], codes: 9, shown: ['password', 'backup-code'] },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing, rules[0].signIn missing',
  ],
  [
    'nor asked for by them',
    { who: ['administrator'], has: ['phone'], codes: 9 },
    'recover backup-code',
    'deny: not-offered',
  ],
  [
    'for a change where it is named',
    { has: ['phone'], codes: 9, shown: ['password', 'phone 1d', 'backup-code'] },
    'remove phone',
    'allow',
  ],
  [
    'not offered for a change where it is not',
    { has: ['phone'], codes: 9, shown: ['password', 'backup-code'] },
    'enrol totp',
    'challenge phone: manage.proof missing',
  ],
  [
    'remembered it does not count',
    { has: ['phone'], codes: 9, shown: ['password', 'backup-code remembered'] },
    'manage',
    'challenge phone | backup-code: enrolledMeansRequired missing',
  ],
]);

table(
  'backup codes that only let enrol',
  policyWith({
    backupCodes: { issue: 'first-setup', acknowledge: 'record' },
    recovery: [{ via: 'backup-code', grants: 'enrolment' }],
    rules: [{ id: 'all', actions: { look: { of: ['password'] } } }],
  }),
  [
    [
      'at sign-in they lead on',
      { has: ['phone'], codes: 9, shown: ['password'] },
      'sign-in',
      'challenge phone | backup-code: enrolledMeansRequired missing',
    ],
    [
      'to a set-up',
      { has: ['phone'], codes: 8, shown: ['password', 'backup-code'], granted: 'backup-code' },
      'sign-in',
      'enrol totp: enrolledMeansRequired missing',
    ],
    [
      'which they allow',
      { has: ['phone'], codes: 8, shown: ['password', 'backup-code'], granted: 'backup-code' },
      'enrol totp',
      'allow',
    ],
    [
      'FA3 in a session that shows one, and holds no grant, they do not',
      { has: ['phone'], codes: 8, shown: ['password', 'backup-code'] },
      'enrol totp',
      'challenge phone: enrolledMeansRequired missing, manage.proof missing',
    ],
    [
      'nor are they offered for it',
      { has: ['phone'], codes: 8, shown: ['password'] },
      'enrol totp',
      'challenge phone: enrolledMeansRequired missing, manage.proof missing',
    ],
    [
      'for an action they are not',
      { has: ['phone'], codes: 8, shown: ['password'] },
      'do look',
      'challenge phone: enrolledMeansRequired missing',
    ],
    [
      'nor do they open it',
      { has: ['phone'], codes: 8, shown: ['password', 'backup-code'] },
      'do look',
      'challenge phone: enrolledMeansRequired missing',
    ],
  ],
);

table(
  'backup codes that are no recovery method, and prove a change',
  policyWith({
    backupCodes: { issue: 'on-request', acknowledge: 'record' },
    manage: { proof: { of: ['totp', 'backup-code'], maxAge: '15m' } },
  }),
  [
    [
      'offered',
      { has: ['phone'], codes: 3, shown: ['phone 1h'] },
      'regenerate-backup-codes',
      'challenge phone | backup-code: manage.proof expired',
    ],
    [
      'and enough',
      { has: ['phone'], codes: 2, shown: ['phone 1h', 'backup-code'] },
      'regenerate-backup-codes',
      'allow',
    ],
    [
      'not at sign-in',
      { has: ['phone'], codes: 2, shown: ['password', 'backup-code'] },
      'sign-in',
      'challenge phone: enrolledMeansRequired missing',
    ],
  ],
);

table(
  'recovering to a set-up, while a method ends',
  policyWith({
    methods: { totp: { allow: 'yes' }, sms: { allow: 'existing' } },
    recovery: [{ via: 'support', grants: 'enrolment' }],
  }),
  [
    [
      'leads to what may be set up',
      { has: ['mobile sms'], shown: ['password'], granted: 'support' },
      'sign-in',
      'enrol totp: enrolledMeansRequired missing',
    ],
  ],
);
