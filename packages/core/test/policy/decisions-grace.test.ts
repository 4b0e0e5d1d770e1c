import type { Grace, Policy, Rule } from '../../src/policy/schema/policy.ts';
import { policyWith, table } from './decision-table.ts';

const shown = ['password'];
const ask = { of: ['totp'] } as const;

const withRules = (...rules: readonly Rule[]): Policy =>
  policyWith({ methods: { totp: { allow: 'yes' }, email: { allow: 'yes' } }, rules });
const withGrace = (grace: Grace): Policy => withRules({ id: 'everyone', enrol: ask, grace });

table('grace until a date', withGrace({ until: '2026-03-03T12:00:01Z' }), [
  ['before it: enrol, or later', { shown }, 'sign-in', 'enrol totp (1s): rules[0].enrol not-enrolled'],
  ['before it: later', { shown }, 'postpone-enrolment', 'allow'],
  [
    'whenever one was first asked',
    { shown, asked: '3650d' },
    'sign-in',
    'enrol totp (1s): rules[0].enrol not-enrolled',
  ],
]);

table('grace until this very moment', withGrace({ until: '2026-03-03T12:00:00Z' }), [
  ['it is over', { shown }, 'sign-in', 'enrol totp: rules[0].enrol not-enrolled'],
  ['no later', { shown }, 'postpone-enrolment', 'deny: no-grace'],
]);

table('grace for 14 days', withGrace({ for: '14d' }), [
  ['asked for the first time', { shown }, 'sign-in', 'enrol totp (14d): rules[0].enrol not-enrolled'],
  ['asked ten days ago', { shown, asked: '10d' }, 'sign-in', 'enrol totp (4d): rules[0].enrol not-enrolled'],
  ['a millisecond is left', { shown, asked: '14d-' }, 'postpone-enrolment', 'allow'],
  ['nothing is left', { shown, asked: '14d' }, 'postpone-enrolment', 'deny: no-grace'],
  ['nor is it offered', { shown, asked: '14d' }, 'sign-in', 'enrol totp: rules[0].enrol not-enrolled'],
  ['however often it was put off', { shown, asked: '1d', skips: 99 }, 'postpone-enrolment', 'allow'],
  [
    'enrolled: nothing to put off',
    { has: ['phone'], shown: ['password', 'phone'] },
    'postpone-enrolment',
    'allow',
  ],
  [
    'enrolled is required, grace or not',
    { has: ['phone'], shown },
    'postpone-enrolment',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'another factor enrolled is asked first',
    { has: ['mail email'], shown },
    'postpone-enrolment',
    'challenge mail: enrolledMeansRequired missing',
  ],
]);

table('grace for three times', withGrace({ skips: 3 }), [
  ['none used', { shown }, 'sign-in', 'enrol totp (3 skips): rules[0].enrol not-enrolled'],
  ['two used', { shown, skips: 2 }, 'sign-in', 'enrol totp (1 skips): rules[0].enrol not-enrolled'],
  ['the last of them', { shown, skips: 2 }, 'postpone-enrolment', 'allow'],
  ['all used', { shown, skips: 3 }, 'postpone-enrolment', 'deny: no-grace'],
  [
    'more than all, after the policy was made stricter',
    { shown, skips: 7 },
    'sign-in',
    'enrol totp: rules[0].enrol not-enrolled',
  ],
]);

table(
  'graces of several rules',
  withRules(
    { id: 'date', enrol: ask, grace: { until: '2026-03-10T12:00:00Z' } },
    { id: 'time', enrol: ask, grace: { for: '5d' } },
    { id: 'times', enrol: ask, grace: { skips: 4 } },
    { id: 'fewer', enrol: { of: ['totp', 'email'] }, grace: { skips: 2 } },
  ),
  [
    [
      'the tightest of each kind',
      { shown },
      'sign-in',
      'enrol totp email (5d, 2 skips): rules[0].enrol not-enrolled, rules[1].enrol not-enrolled, rules[2].enrol not-enrolled, rules[3].enrol not-enrolled',
    ],
    ['one of them is over', { shown, skips: 2 }, 'postpone-enrolment', 'deny: no-grace'],
    ['another of them is over', { shown, asked: '5d' }, 'postpone-enrolment', 'deny: no-grace'],
    [
      'that of a rule that is met is not counted',
      { has: ['mail email'], shown: ['password', 'mail'], skips: 2 },
      'sign-in',
      'enrol totp (5d, 2 skips): rules[0].enrol not-enrolled, rules[1].enrol not-enrolled, rules[2].enrol not-enrolled',
    ],
  ],
);

table(
  'grace of one rule and none of the other',
  withRules(
    { id: 'soon', enrol: ask, grace: { for: '14d' } },
    { id: 'now', when: { role: ['administrator'] }, enrol: { of: ['email'] } },
  ),
  [
    ['the other is not for this one', { shown }, 'postpone-enrolment', 'allow'],
    ['the other is', { who: ['administrator'], shown }, 'postpone-enrolment', 'deny: no-grace'],
    [
      'and says so',
      { who: ['administrator'], shown },
      'sign-in',
      'enrol totp email: rules[0].enrol not-enrolled, rules[1].enrol not-enrolled',
    ],
    [
      'the other is met',
      { who: ['administrator'], has: ['mail email'], shown: ['password', 'mail'] },
      'postpone-enrolment',
      'allow',
    ],
  ],
);

table(
  'grace covers what the rule asks for at sign-in',
  withRules(
    { id: 'key', enrol: { of: ['email'] }, grace: { for: '7d' }, signIn: { of: ['email'] } },
    { id: 'app', signIn: { of: ['totp', 'email'] } },
  ),
  [
    [
      'in the grace the rest is asked for',
      { has: ['phone'], shown },
      'sign-in',
      'challenge phone: enrolledMeansRequired missing, rules[1].signIn missing',
    ],
    [
      'then the enrolment, or later',
      { has: ['phone'], shown: ['password', 'phone'] },
      'sign-in',
      'enrol email (7d): rules[0].enrol not-enrolled',
    ],
    ['later', { has: ['phone'], shown: ['password', 'phone'] }, 'postpone-enrolment', 'allow'],
    [
      'after the grace both are asked for',
      { has: ['phone'], shown, asked: '7d' },
      'sign-in',
      'challenge phone: enrolledMeansRequired missing, rules[0].signIn not-enrolled, rules[1].signIn missing',
    ],
    [
      'after the grace the set-up is not put off',
      { has: ['phone'], shown: ['password', 'phone'], asked: '7d' },
      'sign-in',
      'enrol email: rules[0].signIn not-enrolled',
    ],
    [
      'enrolled in the grace: asked for at once',
      { has: ['phone', 'mail email'], shown: ['password', 'phone'] },
      'sign-in',
      'challenge mail: rules[0].signIn missing',
    ],
  ],
);

table(
  'grace is for what was never there',
  withRules({ id: 'app', enrol: { of: ['totp'] }, grace: { for: '14d' }, signIn: { of: ['totp'] } }),
  [
    ['never enrolled', { has: ['mail email'], shown: ['password', 'mail'] }, 'postpone-enrolment', 'allow'],
    [
      'FA4 P1 enrolled and suspended: no other takes its place',
      { has: ['phone suspended', 'mail email'], shown: ['password', 'mail'] },
      'sign-in',
      'deny: no-usable-factor',
    ],
    [
      'P1 and not put off',
      { has: ['phone suspended', 'mail email'], shown: ['password', 'mail'] },
      'postpone-enrolment',
      'deny: no-usable-factor',
    ],
  ],
);

table(
  'grace of an enrolment alone',
  withRules({ id: 'app', enrol: { of: ['totp'] }, grace: { for: '14d' } }),
  [
    [
      'P1 is not won back by a suspension',
      { has: ['phone suspended', 'mail email'], shown: ['password', 'mail'] },
      'sign-in',
      'deny: no-usable-factor',
    ],
  ],
);

table('no grace', withRules({ id: 'everyone', enrol: ask }), [
  [
    'with nothing unmet there is nothing to put off',
    { has: ['phone'], shown: ['password', 'phone'] },
    'postpone-enrolment',
    'allow',
  ],
  ['with something unmet it is not put off', { shown }, 'postpone-enrolment', 'deny: no-grace'],
  [
    'P1 nor where nothing usable is enrolled',
    { has: ['phone suspended'], shown },
    'postpone-enrolment',
    'deny: no-usable-factor',
  ],
]);
