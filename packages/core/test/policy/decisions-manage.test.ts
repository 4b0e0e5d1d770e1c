import { policyWith, table } from './decision-table.ts';

const particular = policyWith({
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' } },
  backupCodes: { issue: 'on-request', acknowledge: 'record' },
  recovery: [{ via: 'backup-code', grants: 'session' }],
  manage: {
    proof: { of: ['totp'], maxAge: '15m' },
    bootstrap: { of: ['password'], maxAge: '1m' },
    enrol: { all: [{ of: ['password'], maxAge: '5m' }, { of: ['totp'] }] },
    remove: {
      any: [
        { of: ['password'], maxAge: '5m' },
        { of: ['totp'], maxAge: '30s' },
      ],
    },
    regenerate: { of: ['password'], maxAge: '2m' },
    primary: { of: ['email'], maxAge: '10s' },
    keep: { of: ['totp'] },
    primaryIf: { count: 2, of: ['totp', 'email'] },
  },
});

table('a proof for each kind of change', particular, [
  ['bootstrap: a fresh password', { shown: ['password 1m'] }, 'enrol totp', 'allow'],
  [
    'bootstrap: an old one',
    { shown: ['password 1m+'] },
    'enrol totp',
    'challenge +password: manage.bootstrap expired',
  ],
  [
    'bootstrap: no other first factor',
    { shown: ['federated'] },
    'enrol totp',
    'challenge +password: manage.bootstrap missing',
  ],
  ['enrol: password and app', { has: ['phone'], shown: ['password 5m', 'phone 1h'] }, 'enrol totp', 'allow'],
  [
    'enrol: an old password',
    { has: ['phone'], shown: ['password 10m', 'phone'] },
    'enrol totp',
    'challenge +password: manage.enrol expired',
  ],
  [
    'enrol: no app',
    { has: ['phone', 'mail email'], shown: ['password', 'mail'] },
    'enrol totp',
    'challenge phone: manage.enrol missing',
  ],
  [
    'remove: a fresh password, in a session of the app',
    { has: ['phone', 'spare'], shown: ['password 5m', 'spare 1d'] },
    'remove phone',
    'allow',
  ],
  [
    'remove: or a code of this half minute',
    { has: ['phone', 'spare'], shown: ['password 1d', 'spare 30s'] },
    'remove phone',
    'allow',
  ],
  [
    'remove: neither',
    { has: ['phone', 'spare'], shown: ['password 6m', 'spare 31s'] },
    'remove phone',
    'challenge phone spare +password: manage.remove expired',
  ],
  [
    'regenerate: a fresh password',
    { has: ['phone'], shown: ['password 2m', 'phone 1d'] },
    'regenerate-backup-codes',
    'allow',
  ],
  [
    'regenerate: not without',
    { has: ['phone'], shown: ['password 3m', 'phone'] },
    'regenerate-backup-codes',
    'challenge +password: manage.regenerate expired',
  ],
  ['primary: a fresh mail', { has: ['phone', 'mail email'], shown: ['mail 10s'] }, 'primary phone', 'allow'],
  [
    'primary: not the app',
    { has: ['phone', 'mail email'], shown: ['phone'] },
    'primary phone',
    'challenge mail: manage.primary missing',
  ],
  [
    'primaryIf: two apps will do',
    { has: ['phone', 'spare', 'mail email'], shown: ['mail'] },
    'primary spare',
    'allow',
  ],
  ['primaryIf: one will not', { has: ['mail email'], shown: ['mail'] }, 'primary mail', 'deny: no-choice'],
  [
    'keep: the last app stays',
    { has: ['phone', 'mail email'], shown: ['password', 'phone'] },
    'remove phone',
    'deny: must-keep',
  ],
  [
    'keep: the mail may go',
    { has: ['phone', 'mail email'], shown: ['password', 'phone'] },
    'remove mail',
    'allow',
  ],
  [
    'keep: what was not kept before is no better kept',
    { has: ['mail email', 'work email'], shown: ['password', 'mail'] },
    'remove mail',
    'deny: must-keep',
  ],
]);

const required = policyWith({
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' } },
  rules: [
    { id: 'two', when: { role: ['administrator'] }, enrol: { count: 2, of: ['totp', 'email'] } },
    { id: 'one', enrol: { of: ['totp', 'email'] }, grace: { for: '14d' } },
    { id: 'tried', mode: 'monitor', enrol: { count: 3, of: ['totp'] } },
  ],
  manage: { proof: { of: ['totp', 'email'] } },
});

table('what is required stays', required, [
  ['the last one', { has: ['phone'], shown: ['phone'] }, 'remove phone', 'deny: must-keep'],
  ['one of two', { has: ['phone', 'mail email'], shown: ['phone'] }, 'remove phone', 'allow'],
  [
    'not of an administrator’s two',
    { who: ['administrator'], has: ['phone', 'mail email'], shown: ['phone'] },
    'remove phone',
    'deny: must-keep',
  ],
  [
    'one of an administrator’s three',
    { who: ['administrator'], has: ['phone', 'spare', 'mail email'], shown: ['phone'] },
    'remove phone',
    'allow',
  ],
  [
    'FA4 nor a suspended one of them, which can be replaced',
    { who: ['administrator'], has: ['phone', 'old suspended'], shown: ['phone'] },
    'remove old',
    'deny: must-keep',
  ],
  [
    'nor the other one of them',
    { who: ['administrator'], has: ['phone', 'old suspended'], shown: ['phone'] },
    'remove phone',
    'deny: must-keep',
  ],
  ['a rule on trial keeps nothing', { has: ['a', 'b', 'c'], shown: ['a'] }, 'remove c', 'allow'],
]);

table(
  'what enrolledMeansRequired: false changes',
  policyWith({ enrolledMeansRequired: false, manage: { proof: { of: ['password'], maxAge: '5m' } } }),
  [
    ['an enrolled factor is not asked for', { has: ['phone'], shown: ['password'] }, 'sign-in', 'allow'],
    ['nor a suspended one', { has: ['phone suspended'], shown: ['password'] }, 'sign-in', 'allow'],
    [
      'a change asks for its proof alone',
      { has: ['phone'], shown: ['password 5m'] },
      'remove phone',
      'allow',
    ],
    [
      'and for that',
      { has: ['phone'], shown: ['password 6m'] },
      'remove phone',
      'challenge +password: manage.proof expired',
    ],
    ['a label for nothing', { has: ['phone'], shown: ['password 6m'] }, 'manage', 'allow'],
  ],
);

table('what enrolledMeansRequired: true says', policyWith({ enrolledMeansRequired: true }), [
  [
    'the same as nothing said',
    { has: ['phone'], shown: ['password'] },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
]);

table(
  'codes for whom nothing is enrolled',
  policyWith({ backupCodes: { issue: 'on-request', acknowledge: 'record' } }),
  [
    ['are not made', { shown: ['password'] }, 'regenerate-backup-codes', 'deny: not-enrolled'],
    [
      'for a suspended one they would be',
      { has: ['phone suspended'], shown: ['password'] },
      'regenerate-backup-codes',
      'deny: no-usable-factor',
    ],
    [
      'without a recovery method they are not offered',
      { has: ['phone'], codes: 5, shown: ['password'] },
      'regenerate-backup-codes',
      'challenge phone: enrolledMeansRequired missing, manage.proof missing',
    ],
  ],
);

const keyed = policyWith({
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' }, webauthn: { allow: 'yes' } },
  rules: [
    { id: 'key', when: { role: ['administrator'] }, signIn: { of: [{ trait: ['phishing-resistant'] }] } },
  ],
  manage: { proof: { of: ['totp', 'email', 'webauthn'], maxAge: '15m' } },
  backupCodes: { issue: 'on-request', acknowledge: 'record' },
});
const admin = ['administrator'];
const both = ['phone', 'key webauthn phishing-resistant'];

table('FA35 a change takes what sign-in takes from this user', keyed, [
  ['of a clerk the app', { has: both, shown: ['password', 'phone'] }, 'remove key', 'allow'],
  ...['enrol email', 'remove phone', 'primary phone', 'regenerate-backup-codes'].map(
    (change) =>
      [
        `of an administrator the key: ${change}`,
        { who: admin, has: both, shown: ['password', 'phone'] },
        change,
        'challenge key: rules[0].signIn missing',
      ] as const,
  ),
  ['with the key', { who: admin, has: both, shown: ['password', 'key'] }, 'enrol email', 'allow'],
  [
    'a remembered key is not shown',
    { who: admin, has: both, shown: ['password', 'key remembered'] },
    'remove phone',
    'challenge phone key: enrolledMeansRequired remembered, rules[0].signIn remembered, manage.proof remembered',
  ],
  [
    'FA4 a suspended key is the way of recovery',
    { who: admin, has: ['phone', 'key webauthn phishing-resistant suspended'], shown: ['password', 'phone'] },
    'enrol webauthn',
    'deny: no-usable-factor',
  ],
]);

table('FA35 where no enrolled factor can show it', keyed, [
  [
    'the key is enrolled, after the app',
    { who: admin, has: ['phone'], shown: ['password', 'phone'] },
    'enrol webauthn',
    'allow',
  ],
  [
    'and nothing else is',
    { who: admin, has: ['phone'], shown: ['password', 'phone'] },
    'enrol totp',
    'enrol webauthn: rules[0].signIn not-enrolled',
  ],
  [
    'nor changed',
    { who: admin, has: ['phone', 'mail email @box'], shown: ['password', 'phone'] },
    'remove mail',
    'enrol webauthn: rules[0].signIn not-enrolled',
  ],
  [
    'not after the weaker of two',
    { who: admin, has: ['phone', 'mail email @box'], shown: ['password', 'mail'] },
    'enrol webauthn',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'not after the weaker one while the stronger is suspended',
    { who: admin, has: ['phone suspended', 'mail email @box'], shown: ['password', 'mail'] },
    'enrol webauthn',
    'deny: no-usable-factor',
  ],
  [
    'so does sign-in',
    { who: admin, has: ['phone', 'mail email @box'], shown: ['password', 'mail'] },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
]);
