import { presetWorkforce } from '../../src/policy/presets/workforce.ts';
import { policyWith, remarks, table } from './decision-table.ts';

remarks('advice to enrol', presetWorkforce, [
  [
    'a second key for administrators',
    { who: ['administrator'], has: ['key webauthn', 'phone'] },
    'sign-in',
    'enrol webauthn for spare-key',
  ],
  [
    'who has it hears nothing',
    { who: ['administrator'], has: ['key webauthn', 'spare webauthn'] },
    'sign-in',
    '',
  ],
  [
    'a suspended one is none',
    { who: ['administrator'], has: ['key webauthn', 'spare webauthn suspended', 'phone'] },
    'manage',
    'enrol webauthn for spare-key',
  ],
  ['nor is it for others', { who: ['clerk'], has: ['key webauthn', 'phone'] }, 'sign-in', ''],
  [
    'beside other advice',
    { who: ['administrator'], has: ['key webauthn'] },
    'sign-in',
    'add a second method, enrol webauthn for spare-key',
  ],
]);

remarks(
  'advice about backup codes',
  policyWith({
    backupCodes: { issue: 'on-request', acknowledge: 'record', warnAt: 1 },
    rules: [{ id: 'tip', mode: 'monitor', advise: { count: 2, of: ['totp'] } }],
  }),
  [
    ['at the number that the policy says', { has: ['phone'], codes: 1 }, 'sign-in', '1 codes left'],
    ['not above', { has: ['phone'], codes: 2 }, 'sign-in', ''],
  ],
);

const tried = policyWith({
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' } },
  rules: [
    { id: 'have', mode: 'monitor', enrol: { of: ['totp'] }, grace: { for: '14d' }, signIn: { of: ['totp'] } },
    {
      id: 'show',
      mode: 'monitor',
      when: { role: ['administrator'] },
      signIn: { of: ['password'], maxAge: '1m' },
      actions: { payout: { of: ['totp'], maxAge: '5m' } },
    },
    { id: 'real', mode: 'enforce', actions: { payout: { of: ['totp', 'email'] } } },
  ],
});

table('rules on trial change nothing', tried, [
  ['nothing to enrol', { shown: ['password'] }, 'sign-in', 'allow'],
  ['nothing to put off', { shown: ['password'] }, 'postpone-enrolment', 'allow'],
  ['nothing to show', { who: ['administrator'], shown: ['password 1d'] }, 'sign-in', 'allow'],
  [
    'nothing to step up',
    { who: ['administrator'], has: ['mail email'], shown: ['mail'] },
    'do payout',
    'allow',
  ],
]);

remarks('rules on trial are reported', tried, [
  ['what would have to be enrolled', { shown: ['password'] }, 'sign-in', ' // rules[0].enrol not-enrolled'],
  [
    'after its grace also what would have to be shown',
    { shown: ['password'], asked: '14d' },
    'sign-in',
    ' // rules[0].signIn not-enrolled, rules[0].enrol not-enrolled',
  ],
  [
    'enrolled and not shown',
    { has: ['phone', 'mail email'], shown: ['mail'] },
    'sign-in',
    ' // rules[0].signIn missing',
  ],
  ['met', { has: ['phone', 'mail email'], shown: ['phone'] }, 'sign-in', ''],
  [
    'for whom it is',
    { who: ['administrator'], has: ['phone', 'mail email'], shown: ['password 1h', 'phone'] },
    'sign-in',
    ' // rules[1].signIn expired',
  ],
  [
    'a step-up',
    { who: ['administrator'], has: ['phone', 'mail email'], shown: ['mail'] },
    'do payout',
    ' // rules[1].actions.payout missing',
  ],
  ['a step-up of somebody else', { has: ['phone', 'mail email'], shown: ['mail'] }, 'do payout', ''],
  ['not with a change', { who: ['administrator'], has: ['phone', 'mail email'] }, 'manage', ''],
  ['not with an enrolment put off', { shown: ['password'] }, 'postpone-enrolment', ''],
]);

const why = policyWith({
  methods: { totp: { allow: 'yes' }, email: { allow: 'yes' } },
  enrolledMeansRequired: false,
  rules: [
    { id: 'a', actions: { a: { of: ['totp', 'email'], distinct: 'channel', maxAge: '5m', live: true } } },
  ],
});

table('why not: what would be enough if it were not', why, [
  [
    'nothing of it enrolled',
    { shown: ['password'] },
    'do a',
    'enrol totp email: rules[0].actions.a not-enrolled',
  ],
  [
    'not shown',
    { has: ['phone'], shown: ['password'] },
    'do a',
    'challenge phone: rules[0].actions.a missing',
  ],
  ['old', { has: ['phone'], shown: ['phone 6m'] }, 'do a', 'challenge phone: rules[0].actions.a expired'],
  [
    'remembered',
    { has: ['phone'], shown: ['phone remembered'] },
    'do a',
    'challenge phone: rules[0].actions.a remembered',
  ],
  [
    'old and remembered',
    { has: ['phone'], shown: ['phone 1d remembered'] },
    'do a',
    'challenge phone: rules[0].actions.a expired',
  ],
  [
    'the same mailbox',
    { has: ['mail email @box', 'phone'], shown: ['magic-link @box', 'mail'] },
    'do a',
    'challenge phone: rules[0].actions.a same-channel',
  ],
  [
    'the same mailbox, and old',
    { has: ['mail email @box', 'phone'], shown: ['magic-link @box', 'mail 6m'] },
    'do a',
    'challenge phone: rules[0].actions.a missing',
  ],
  [
    'of a suspended factor',
    { has: ['phone suspended', 'mail email'], shown: ['phone'] },
    'do a',
    'challenge mail: rules[0].actions.a missing',
  ],
]);
