import { policyWith, remarks, table } from './decision-table.ts';

const changes = { of: ['totp', 'sms', 'email'] } as const;

table(
  'a method that is being phased out',
  policyWith({
    methods: {
      totp: { allow: 'yes' },
      sms: { allow: 'existing', until: '2026-06-01T00:00:00Z' },
      email: { allow: 'existing' },
    },
    manage: { proof: changes },
  }),
  [
    [
      'who has it is asked for it',
      { has: ['mobile sms'], shown: ['password'] },
      'sign-in',
      'challenge mobile: enrolledMeansRequired missing',
    ],
    ['and it suffices', { has: ['mobile sms'], shown: ['password', 'mobile'] }, 'sign-in', 'allow'],
    ['nobody gets a new one', { has: ['mobile sms'], shown: ['mobile'] }, 'enrol sms', 'deny: method-ending'],
    [
      'nor in the place of the old one',
      { has: ['mobile sms'], shown: ['mobile'] },
      'enrol sms for mobile',
      'deny: method-ending',
    ],
    [
      'nor is a set-up confirmed',
      { has: ['mobile sms'], shown: ['mobile'] },
      'confirm sms',
      'deny: method-ending',
    ],
    ['nor the one without an end', { shown: ['password'] }, 'enrol email', 'deny: method-ending'],
    ['another method is added with it', { has: ['mobile sms'], shown: ['mobile'] }, 'enrol totp', 'allow'],
    ['it is removed as any', { has: ['mobile sms', 'phone'], shown: ['mobile'] }, 'remove mobile', 'allow'],
  ],
);

const sunset = (until: string) =>
  policyWith({
    methods: { totp: { allow: 'yes' }, sms: { allow: 'existing', until: until as never } },
    manage: { proof: changes },
  });

table('a second before its end', sunset('2026-03-03T12:00:01Z'), [
  ['it still opens', { has: ['mobile sms'], shown: ['password', 'mobile'] }, 'sign-in', 'allow'],
]);

table('from its end on', sunset('2026-03-03T12:00:00Z'), [
  [
    'it is asked for no more',
    { has: ['mobile sms', 'phone'], shown: ['password'] },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'what it showed does not count',
    { has: ['mobile sms', 'phone'], shown: ['password', 'mobile'] },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'anyone who has nothing else is locked out, not let in',
    { has: ['mobile sms'], shown: ['password', 'mobile'] },
    'sign-in',
    'deny: no-usable-factor',
  ],
  ['none is added', { has: ['phone'], shown: ['phone'] }, 'enrol sms', 'deny: method-not-allowed'],
  ['it may be cleared away', { has: ['mobile sms', 'phone'], shown: ['phone'] }, 'remove mobile', 'allow'],
  [
    'it keeps nobody company',
    { has: ['mobile sms', 'phone'], shown: ['phone'] },
    'remove phone',
    'deny: must-keep',
  ],
]);

remarks('advice while a method ends', sunset('2026-03-05T12:00:00Z'), [
  ['who has it hears of it', { has: ['mobile sms'] }, 'sign-in', 'add a second method, sms ends in 2d'],
  ['once, however many', { has: ['mobile sms', 'work sms', 'phone'] }, 'sign-in', 'sms ends in 2d'],
  ['who has none does not, nor is advised to add one', { has: ['phone'] }, 'sign-in', ''],
  ['a suspended one is not worth a word', { has: ['phone', 'mobile sms suspended'] }, 'sign-in', ''],
]);

remarks('advice after it ended', sunset('2026-03-03T12:00:00Z'), [
  ['it is too late', { has: ['mobile sms', 'phone'] }, 'sign-in', ''],
]);

remarks(
  'advice about one without an end',
  policyWith({ methods: { totp: { allow: 'existing' }, email: { allow: 'existing' } } }),
  [['it ends some day', { has: ['phone'] }, 'sign-in', 'totp ends']],
);

table(
  'how many of a method',
  policyWith({
    methods: { totp: { allow: 'yes', max: 2 }, email: { allow: 'yes' } },
    manage: { proof: changes },
  }),
  [
    ['the second of two', { has: ['a'], shown: ['a'] }, 'enrol totp', 'allow'],
    ['no third', { has: ['a', 'b'], shown: ['a'] }, 'enrol totp', 'deny: limit-reached'],
    [
      'a third was begun, and the second was confirmed meanwhile',
      { has: ['a', 'b'], shown: ['a'] },
      'confirm totp',
      'deny: limit-reached',
    ],
    ['a third in the place of the second', { has: ['a', 'b'], shown: ['a'] }, 'enrol totp for b', 'allow'],
    ['confirmed so', { has: ['a', 'b'], shown: ['a'] }, 'confirm totp for b', 'allow'],
    [
      'the one to be replaced is gone meanwhile',
      { has: ['a', 'c'], shown: ['a'] },
      'confirm totp for b',
      'deny: not-enrolled',
    ],
    [
      'each method has its own limit',
      { has: ['a', 'b', 'mail email'], shown: ['a'] },
      'enrol email',
      'allow',
    ],
  ],
);

table(
  'a method of a plug-in',
  policyWith({ methods: { 'x-card': { allow: 'yes' } }, manage: { proof: { of: ['x-card'] } } }),
  [
    ['is enrolled', { shown: ['password'] }, 'enrol x-card', 'allow'],
    [
      'is asked for',
      { has: ['card x-card'], shown: ['password'] },
      'sign-in',
      'challenge card: enrolledMeansRequired missing',
    ],
    ['and opens', { has: ['card x-card'], shown: ['password', 'card'] }, 'sign-in', 'allow'],
    [
      'what every object inherits is no method',
      { shown: ['password'] },
      'enrol constructor',
      'deny: method-not-allowed',
    ],
  ],
);

const company = policyWith({
  methods: {
    totp: { allow: 'yes' },
    email: { allow: 'yes', activeOnlyIf: { of: ['totp'] } },
    sms: { allow: 'yes', activeOnlyIf: { any: [{ of: ['email'] }, { count: 2, of: ['totp'] }] } },
    webauthn: { allow: 'yes', activeOnlyIf: { of: ['webauthn'] } },
  },
  manage: { proof: { of: ['totp', 'email', 'sms', 'webauthn', 'password'] } },
});

table('methods that need company', company, [
  ['with it', { has: ['phone', 'mail email'], shown: ['password', 'mail'] }, 'sign-in', 'allow'],
  [
    'company that needs company itself',
    { has: ['phone', 'mail email', 'mobile sms'], shown: ['password', 'mobile'] },
    'sign-in',
    'allow',
  ],
  [
    'company that counts for nothing is none',
    { has: ['mail email', 'mobile sms'], shown: ['password', 'mobile'] },
    'sign-in',
    'deny: no-usable-factor',
  ],
  [
    'another company that is enough',
    { has: ['phone', 'spare', 'mobile sms'], shown: ['password', 'mobile'] },
    'sign-in',
    'allow',
  ],
  [
    'too little of it',
    { has: ['phone', 'mobile sms'], shown: ['password', 'mobile'] },
    'sign-in',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'nobody is his own company',
    { has: ['key webauthn'], shown: ['password', 'key'] },
    'sign-in',
    'deny: no-usable-factor',
  ],
  [
    'two of a kind are',
    { has: ['key webauthn', 'spare webauthn'], shown: ['password', 'key'] },
    'sign-in',
    'allow',
  ],
  ['a set-up without it is refused', { has: ['phone'], shown: ['phone'] }, 'enrol sms', 'deny: not-alone'],
  ['so is its confirmation', { has: ['phone'], shown: ['phone'] }, 'confirm sms', 'deny: not-alone'],
  ['with it it is not', { has: ['phone', 'mail email'], shown: ['phone'] }, 'enrol sms', 'allow'],
  [
    'what is to be replaced is no company',
    { has: ['phone', 'key webauthn'], shown: ['phone'] },
    'enrol webauthn for key',
    'deny: not-alone',
  ],
  [
    'the company stays while it is needed',
    { has: ['phone', 'mail email'], shown: ['phone'] },
    'remove phone',
    'deny: must-keep',
  ],
]);

table(
  'a rule that a method which is being phased out would meet',
  policyWith({
    methods: { totp: { allow: 'yes' }, sms: { allow: 'existing' } },
    rules: [{ id: 'one', enrol: { of: ['sms', 'totp'] } }],
  }),
  [
    ['who has it is content', { has: ['mobile sms'], shown: ['password', 'mobile'] }, 'sign-in', 'allow'],
    [
      'who has not enrols another',
      { shown: ['password'] },
      'sign-in',
      'enrol totp: rules[0].enrol not-enrolled',
    ],
  ],
);

const appAsked = policyWith({
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' } },
  rules: [{ id: 'app', signIn: { of: ['totp'] } }],
  manage: { proof: { of: ['totp', 'email'] } },
});
const guessed = { has: ['phone suspended', 'mail email @box'], shown: ['password', 'mail'] };

table('FA4 an app that was guessed until it was suspended', appAsked, [
  ['is not replaced at sign-in', guessed, 'sign-in', 'deny: no-usable-factor'],
  ['nor by a change', guessed, 'enrol totp', 'deny: no-usable-factor'],
  ['nor removed', guessed, 'remove phone', 'deny: no-usable-factor'],
  [
    'who never had one enrols one',
    { has: ['mail email @box'], shown: ['password', 'mail'] },
    'sign-in',
    'enrol totp: rules[0].signIn not-enrolled',
  ],
]);

table('FA4 the same where enrolled does not mean required', { ...appAsked, enrolledMeansRequired: false }, [
  [
    'with the password',
    { has: ['phone suspended'], shown: ['password'] },
    'sign-in',
    'deny: no-usable-factor',
  ],
  ['with the mailbox', guessed, 'sign-in', 'deny: no-usable-factor'],
  ['nor by a change', guessed, 'enrol totp', 'deny: no-usable-factor'],
]);
