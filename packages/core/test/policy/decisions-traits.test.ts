import type { Policy } from '../../src/policy/schema/policy.ts';
import type { Requirement } from '../../src/policy/schema/requirement.ts';
import { policyWith, table } from './decision-table.ts';

/** A policy whose sign-in asks for this, and for nothing else. */
const asks = (signIn: Requirement): Policy =>
  policyWith({
    methods: { totp: { allow: 'yes' }, email: { allow: 'yes' }, webauthn: { allow: 'yes' } },
    enrolledMeansRequired: false,
    rules: [{ id: 'all', signIn }],
    manage: { proof: { of: ['totp', 'email', 'webauthn'] } },
  });

const PHONES = ['phone', 'spare', 'tablet'];

table('a trait', asks({ of: [{ trait: ['phishing-resistant'] }] }), [
  [
    'A2 a code that is typed has it not',
    { has: ['phone', 'key webauthn phishing-resistant'], shown: ['phone'] },
    'sign-in',
    'challenge key: rules[0].signIn missing',
  ],
  ['W19 a key has it', { has: ['key webauthn phishing-resistant'], shown: ['key'] }, 'sign-in', 'allow'],
  ['a passkey as the first factor has it', { shown: ['passkey phishing-resistant'] }, 'sign-in', 'allow'],
  [
    'with nothing that has it: enrol',
    { has: ['phone'], shown: ['phone'] },
    'sign-in',
    'enrol webauthn: rules[0].signIn not-enrolled',
  ],
]);

table(
  'several traits of some methods',
  asks({
    of: [
      {
        method: ['webauthn', 'passkey'],
        trait: ['phishing-resistant', 'user-verified'],
        not: ['remembered'],
      },
    ],
  }),
  [
    [
      'W19 present but not verified',
      { has: ['key webauthn phishing-resistant'], shown: ['key'] },
      'sign-in',
      'enrol webauthn: rules[0].signIn not-enrolled',
    ],
    [
      'W19 verified',
      { has: ['key webauthn phishing-resistant user-verified'], shown: ['key'] },
      'sign-in',
      'allow',
    ],
    [
      'W19 verified this time only',
      { has: ['key webauthn phishing-resistant'], shown: ['key user-verified'] },
      'sign-in',
      'allow',
    ],
    [
      'of another method',
      { has: ['mail email phishing-resistant user-verified'], shown: ['mail'] },
      'sign-in',
      'enrol webauthn: rules[0].signIn not-enrolled',
    ],
    [
      'A5 remembered',
      { has: ['key webauthn phishing-resistant user-verified'], shown: ['key remembered'] },
      'sign-in',
      'challenge key: rules[0].signIn missing',
    ],
  ],
);

table('A3 device-bound', asks({ of: [{ method: ['webauthn'], trait: ['device-bound'] }] }), [
  [
    'a key that stays where it is',
    { has: ['key webauthn device-bound'], shown: ['key'] },
    'sign-in',
    'allow',
  ],
  [
    'one that is synchronised',
    { has: ['cloud webauthn', 'key webauthn device-bound'], shown: ['cloud'] },
    'sign-in',
    'challenge key: rules[0].signIn missing',
  ],
]);

table('not a trait', asks({ of: [{ method: ['totp', 'email', 'webauthn'], not: ['device-bound'] }] }), [
  [
    'what has it does not count',
    { has: ['key webauthn device-bound'], shown: ['key'] },
    'sign-in',
    'enrol totp email webauthn: rules[0].signIn not-enrolled',
  ],
  ['what has it not does', { has: ['phone'], shown: ['phone'] }, 'sign-in', 'allow'],
]);

table(
  'all of several',
  asks({ all: [{ of: ['totp'] }, { of: ['email'] }, { of: ['password'], maxAge: '1h' }] }),
  [
    ['all', { has: ['phone', 'mail email'], shown: ['password 1h', 'phone', 'mail'] }, 'sign-in', 'allow'],
    [
      'the rest is asked for, and no more',
      { has: ['phone', 'spare', 'mail email'], shown: ['password', 'phone'] },
      'sign-in',
      'challenge mail: rules[0].signIn missing',
    ],
    [
      'one is old',
      { has: ['phone', 'mail email'], shown: ['password 2h', 'phone', 'mail'] },
      'sign-in',
      'enrol totp email: rules[0].signIn expired',
    ],
  ],
);

table(
  'any of several',
  asks({
    any: [
      { of: ['webauthn'] },
      { all: [{ of: ['totp'] }, { of: ['email'] }] },
      { any: [{ count: 3, of: ['totp'] }] },
    ],
  }),
  [
    ['the first', { has: ['key webauthn'], shown: ['key'] }, 'sign-in', 'allow'],
    ['the second', { has: ['phone', 'mail email'], shown: ['phone', 'mail'] }, 'sign-in', 'allow'],
    [
      'half of the second',
      { has: ['phone', 'mail email', 'key webauthn'], shown: ['phone'] },
      'sign-in',
      'challenge mail key: rules[0].signIn missing',
    ],
    ['the third', { has: PHONES, shown: PHONES }, 'sign-in', 'allow'],
    [
      'two thirds of the third',
      { has: PHONES, shown: ['phone', 'tablet'] },
      'sign-in',
      'challenge spare: rules[0].signIn missing',
    ],
  ],
);
