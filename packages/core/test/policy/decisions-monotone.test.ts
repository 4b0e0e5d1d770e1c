import { policyWith, table } from './decision-table.ts';

const methods = { totp: { allow: 'yes' }, email: { allow: 'yes' }, webauthn: { allow: 'yes' } } as const;
const key = { of: ['webauthn'] } as const;

for (const enrolledMeansRequired of [true, false]) {
  table(
    `FA4 the app is asked for, and cannot be used (enrolledMeansRequired: ${enrolledMeansRequired})`,
    policyWith({
      methods: { ...methods, sms: { allow: 'existing', activeOnlyIf: { of: ['x-company'] } } },
      enrolledMeansRequired,
      rules: [{ id: 'app', signIn: { of: ['totp', 'sms'] } }],
      manage: { proof: { of: ['password'] } },
    }),
    [
      [
        'suspended: recovery is the way',
        { has: ['phone suspended', 'mail email'], shown: ['password', 'mail'] },
        'sign-in',
        'deny: no-usable-factor',
      ],
      [
        'the mailbox begins no set-up',
        { has: ['phone suspended', 'mail email'], shown: ['password', 'mail'] },
        'enrol totp',
        'deny: no-usable-factor',
      ],
      [
        'company lost',
        { has: ['sim sms', 'mail email'], shown: ['password', 'mail'] },
        'sign-in',
        'deny: no-usable-factor',
      ],
      [
        'never had one: it is set up',
        { has: ['mail email'], shown: ['password', 'mail'] },
        'sign-in',
        'enrol totp: rules[0].signIn not-enrolled',
      ],
    ],
  );
}

table(
  'FA35 a change takes what sign-in takes from this user now',
  policyWith({
    methods,
    rules: [{ id: 'admins', when: { role: ['admin'] }, signIn: key }],
    manage: { proof: { of: ['totp', 'email', 'webauthn'], maxAge: '15m' } },
  }),
  (['enrol totp', 'remove phone', 'primary phone', 'manage'] as const).flatMap((change) => [
    [
      `${change}: the key, by an administrator who has one`,
      { who: ['admin'], has: ['phone', 'card webauthn phishing-resistant'], shown: ['password', 'phone'] },
      change,
      'challenge card: rules[0].signIn missing',
    ],
    [
      `${change}: the app is enough for a clerk`,
      { who: ['clerk'], has: ['phone', 'card webauthn phishing-resistant'], shown: ['password', 'phone'] },
      change,
      'allow',
    ],
    [
      `${change}: not with a key that cannot be used`,
      {
        who: ['admin'],
        has: ['phone', 'mail email', 'card webauthn phishing-resistant suspended'],
        shown: ['password', 'phone'],
      },
      change,
      'deny: no-usable-factor',
    ],
    [
      `${change}: without a key, a key comes first`,
      { who: ['admin'], has: ['phone', 'mail email'], shown: ['password', 'phone'] },
      change,
      'enrol webauthn: rules[0].signIn not-enrolled',
    ],
  ]),
);

table(
  'FA35 the way out of a deadlock',
  policyWith({ methods, manage: { proof: { of: ['webauthn'], maxAge: '15m' } } }),
  [
    [
      'the key that would meet it is enrolled, after the strongest proof there is',
      { has: ['phone', 'mail email'], shown: ['password', 'phone'] },
      'enrol webauthn',
      'allow',
    ],
    [
      'a weaker one is not enough',
      { has: ['phone', 'mail email'], shown: ['password', 'mail'] },
      'enrol webauthn',
      'challenge phone: strongestProof missing',
    ],
    [
      'nor one as old as the policy does not take it',
      { has: ['phone'], shown: ['password', 'phone 16m'] },
      'enrol webauthn',
      'challenge phone: strongestProof expired',
    ],
    [
      'nor one that a browser remembers',
      { has: ['phone'], shown: ['password', 'phone remembered'] },
      'enrol webauthn',
      'challenge phone: enrolledMeansRequired remembered, manage.proof not-enrolled',
    ],
    [
      'a strongest one that cannot be used leaves recovery',
      { has: ['phone suspended', 'mail email'], shown: ['password', 'mail'] },
      'enrol webauthn',
      'deny: no-usable-factor',
    ],
    [
      'only the enrolment that would meet it',
      { has: ['phone'], shown: ['password', 'phone'] },
      'enrol email',
      'enrol webauthn: manage.proof not-enrolled',
    ],
    [
      'no other change',
      { has: ['phone'], shown: ['password', 'phone'] },
      'remove phone',
      'enrol webauthn: manage.proof not-enrolled',
    ],
  ],
);

table(
  'FA29 an action that an enrolment would open',
  policyWith({
    methods,
    rules: [
      { id: 'pay', actions: { payout: { of: ['totp'] } } },
      { id: 'if', when: { enrolled: true }, actions: { export: { of: ['totp', 'email'] } } },
      { id: 'name', actions: { export: { of: ['password'] } } },
    ],
  }),
  [
    [
      'nothing enrolled',
      { shown: ['password'] },
      'do payout',
      'enrol totp: rules[0].actions.payout not-enrolled',
    ],
    [
      'another enrolled: it is shown first',
      { has: ['mail email'], shown: ['password'] },
      'do payout',
      'challenge mail: enrolledMeansRequired missing, rules[0].actions.payout not-enrolled',
    ],
    [
      'and then',
      { has: ['mail email'], shown: ['password', 'mail'] },
      'do payout',
      'enrol totp: rules[0].actions.payout not-enrolled',
    ],
    [
      'not where it is enrolled and cannot be used',
      { has: ['phone suspended', 'mail email'], shown: ['password', 'mail'] },
      'do payout',
      'deny: no-usable-factor',
    ],
    [
      '`enrolled`: asked of who has a factor',
      { has: ['phone'], shown: ['password'] },
      'do export',
      'challenge phone: enrolledMeansRequired missing, rules[1].actions.export missing',
    ],
    ['and of nobody else', { shown: ['password'] }, 'do export', 'allow'],
    [
      'a factor that cannot be used counts for it',
      { has: ['phone suspended'], shown: ['password'] },
      'do export',
      'deny: no-usable-factor',
    ],
  ],
);
