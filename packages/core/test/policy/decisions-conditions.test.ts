import type { Condition } from '../../src/policy/schema/condition.ts';
import type { Policy } from '../../src/policy/schema/policy.ts';
import { policyWith, type Row, table } from './decision-table.ts';

/** A policy whose one rule is for some; with nothing enrolled it bites where it matches. */
const policyFor = (when: Condition): Policy =>
  policyWith({ rules: [{ id: 'some', when, enrol: { of: ['totp'] } }] });

const is = (who: string, ...words: readonly string[]): Row => [
  `is for: ${who}`,
  { who: words, shown: ['password'] },
  'sign-in',
  'enrol totp: rules[0].enrol not-enrolled',
];
const isNot = (who: string, ...words: readonly string[]): Row => [
  `is not for: ${who}`,
  { who: words, shown: ['password'] },
  'sign-in',
  'allow',
];

table('a rule for a role', policyFor({ role: ['administrator', 'auditor'] }), [
  is('an administrator', 'administrator'),
  is('an auditor', 'auditor'),
  is('one of several roles', 'clerk', 'auditor'),
  isNot('somebody without a role'),
  isNot('another role', 'clerk'),
  isNot('a group of that name', 'group:administrator'),
  isNot('a role that only begins so', 'administrator2'),
  isNot('upper case', 'Administrator'),
]);

table('a rule for a group', policyFor({ group: ['pilot'] }), [
  is('a member', 'group:pilot'),
  is('a member of several', 'group:north', 'group:pilot'),
  isNot('nobody’s member'),
  isNot('a role of that name', 'pilot'),
]);

table(
  'a rule for an attribute',
  policyFor({ attribute: { country: ['DE', 'FR'], vip: [true], age: [40] } }),
  [
    is('who has them all', 'country=DE', 'vip=true', 'age=40'),
    is('who has another of the values', 'country=FR', 'vip=true', 'age=40'),
    isNot('who lacks one', 'country=DE', 'vip=true'),
    isNot('who has another value', 'country=UK', 'vip=true', 'age=40'),
    isNot('who has it as a text', 'country=DE', 'vip=yes', 'age=40'),
    isNot('who has none'),
  ],
);

table('a rule for what every object inherits', policyFor({ attribute: { constructor: [true] } }), [
  isNot('somebody without attributes'),
  isNot('somebody with others', 'country=DE'),
  is('who has it as an own attribute', 'constructor=true'),
]);

table('a rule for a medium risk', policyFor({ risk: 'medium' }), [
  is('a medium risk', 'risk:medium'),
  is('a high one', 'risk:high'),
  isNot('a low one', 'risk:low'),
]);

table('a rule for a high risk', policyFor({ risk: 'high' }), [
  is('a high one', 'risk:high'),
  isNot('a medium one', 'risk:medium'),
]);
table('a rule for any risk', policyFor({ risk: 'low' }), [is('a low one', 'risk:low')]);

table('a rule for all but some', policyFor({ not: { group: ['exempt'], role: ['clerk'] } }), [
  is('everybody else'),
  is('who is only one of both', 'group:exempt'),
  isNot('who is both', 'group:exempt', 'clerk'),
]);

table(
  'a rule for one or the other',
  policyFor({ any: [{ role: ['administrator'] }, { risk: 'high', group: ['pilot'] }] }),
  [
    is('the one', 'administrator'),
    is('the other', 'risk:high', 'group:pilot'),
    is('both', 'administrator', 'risk:high', 'group:pilot'),
    isNot('half of the other', 'risk:high'),
    isNot('neither'),
  ],
);

table(
  'a rule with several conditions',
  policyFor({
    role: ['administrator'],
    group: ['pilot'],
    risk: 'medium',
    not: { attribute: { country: ['DE'] } },
    any: [{ role: ['administrator'] }],
  }),
  [
    is('whom all fit', 'administrator', 'group:pilot', 'risk:medium', 'country=FR'),
    isNot('who has another role', 'clerk', 'group:pilot', 'risk:medium'),
    isNot('who is in no group', 'administrator', 'risk:medium'),
    isNot('who is no risk', 'administrator', 'group:pilot'),
    isNot('who is exempt', 'administrator', 'group:pilot', 'risk:medium', 'country=DE'),
  ],
);

table(
  'rules together',
  policyWith({
    methods: { totp: { allow: 'yes' }, webauthn: { allow: 'yes' } },
    rules: [
      { id: 'app', when: { role: ['clerk'] }, enrol: { of: ['totp'] } },
      { id: 'key', when: { risk: 'high' }, signIn: { of: ['webauthn'] } },
    ],
  }),
  [
    ['neither matches', { shown: ['password'] }, 'sign-in', 'allow'],
    [
      'both are asked for',
      { who: ['clerk', 'risk:high'], has: ['phone'], shown: ['password', 'phone'] },
      'sign-in',
      'enrol webauthn: rules[1].signIn not-enrolled',
    ],
    [
      'one after the other',
      { who: ['clerk', 'risk:high'], has: ['key webauthn'], shown: ['password', 'key'] },
      'sign-in',
      'enrol totp: rules[0].enrol not-enrolled',
    ],
    [
      'and both are met',
      { who: ['clerk', 'risk:high'], has: ['phone', 'key webauthn'], shown: ['password', 'key'] },
      'sign-in',
      'allow',
    ],
    [
      'enrolled means required besides',
      { who: ['risk:high'], has: ['phone', 'key webauthn'], shown: ['password'] },
      'sign-in',
      'challenge phone key: enrolledMeansRequired missing, rules[1].signIn missing',
    ],
    [
      'P1 with a suspended one there is no way round it',
      { who: ['risk:high'], has: ['phone suspended'], shown: ['password'] },
      'sign-in',
      'deny: no-usable-factor',
    ],
    [
      'what was shown is not asked for again',
      { who: ['risk:high'], has: ['phone', 'key webauthn'], shown: ['password', 'phone'] },
      'sign-in',
      'challenge key: rules[1].signIn missing',
    ],
  ],
);

table('a rule that no method can meet', policyWith({ rules: [{ id: 'sms', signIn: { of: ['sms'] } }] }), [
  ['lets nobody in', { shown: ['password'] }, 'sign-in', 'deny: no-usable-factor'],
]);
