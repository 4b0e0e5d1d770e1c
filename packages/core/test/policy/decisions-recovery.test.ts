import { presetWorkforce } from '../../src/policy/presets/workforce.ts';
import { policyWith, table } from './decision-table.ts';

const CHECKS = ['identity-document', 'manager-call'];
const request = (approved: readonly string[], checks: readonly string[] = CHECKS) =>
  ({ request: { via: 'support', by: 'sue', checks, approved } }) as const;

table('support with two approvals and a day’s hold, by the workforce preset', presetWorkforce, [
  ['no request', {}, 'recover support', 'deny: not-verified'],
  [
    'FA6 approvals without a check',
    request(['bea 25h', 'ben 25h'], []),
    'recover support',
    'deny: not-verified',
  ],
  [
    'FA6 the hold runs from the last check, not from the approvals before it',
    request(['bea 48h identity-document', 'ben 47h identity-document', 'cat 1h manager-call']),
    'recover support',
    'wait 23h',
  ],
  [
    'FA6 two people means that each checked something',
    request([`bea 25h`, 'ben 25h nothing-named']),
    'recover support',
    'wait',
  ],
  [
    'FA28 ids are compared exactly',
    { request: { via: 'support', by: 'sue', checks: CHECKS, approved: ['Sue 25h', 'bea 25h'] } },
    'recover support',
    'allow',
  ],
  [
    'one check of two',
    request(['bea 25h', 'ben 25h'], ['manager-call']),
    'recover support',
    'deny: not-verified',
  ],
  [
    'more checks than needed',
    request(['bea 25h', 'ben 25h'], [...CHECKS, 'star-sign']),
    'recover support',
    'allow',
  ],
  ['no approval', request([]), 'recover support', 'deny: not-verified'],
  ['one approval', request(['bea 25h']), 'recover support', 'wait'],
  ['one person twice', request(['bea 25h', 'bea 24h']), 'recover support', 'wait'],
  ['the requester and another', request(['sue 25h', 'bea 25h']), 'recover support', 'wait'],
  [
    'the requester does not shorten the hold',
    request(['sue 30h', 'bea 25h', 'ben 2h']),
    'recover support',
    'wait 22h',
  ],
  ['the hold runs from the second approval', request(['bea 25h', 'ben 1h']), 'recover support', 'wait 23h'],
  ['in whatever order they stand', request(['ben 1h', 'bea 25h']), 'recover support', 'wait 23h'],
  [
    'a third approval does not prolong it',
    request(['bea 25h', 'ben 24h', 'cat 1h']),
    'recover support',
    'allow',
  ],
  ['a millisecond before its end', request(['bea 25h', 'ben 24h-']), 'recover support', 'wait 1ms'],
  ['at its end', request(['bea 25h', 'ben 24h']), 'recover support', 'allow'],
  ['a way that the policy does not offer', {}, 'recover form', 'deny: not-offered'],
  ['nor backup codes', { has: ['phone'], codes: 5 }, 'recover backup-code', 'deny: not-offered'],
  [
    'afterwards the user enrols, and nothing is put off',
    { shown: ['password'], granted: 'support' },
    'sign-in',
    'enrol webauthn totp (14d): rules[0].enrol not-enrolled',
  ],
  [
    'with the lost one still there it is the only way on',
    { has: ['phone'], shown: ['password'], granted: 'support' },
    'sign-in',
    'enrol webauthn totp: enrolledMeansRequired missing',
  ],
  [
    'which cannot be put off',
    { has: ['phone'], shown: ['password'], granted: 'support' },
    'postpone-enrolment',
    'deny: no-grace',
  ],
]);

table(
  'ways for some',
  policyWith({
    recovery: [
      { via: 'support', when: { role: ['administrator'] }, verify: { approvals: 2 }, grants: 'enrolment' },
      { via: 'support', grants: 'session' },
      { via: 'form', when: { not: { role: ['administrator'] } }, grants: 'session', after: { enrol: true } },
      { via: 'x-notary', verify: {}, hold: '2d', grants: 'session', after: {} },
    ],
  }),
  [
    [
      'an administrator needs two',
      { who: ['administrator'], request: { via: 'support', by: 'sue', approved: ['bea'] } },
      'recover support',
      'wait',
    ],
    [
      'others need one, where nothing is said',
      { request: { via: 'support', by: 'sue', approved: ['bea'] } },
      'recover support',
      'allow',
    ],
    ['others none is too few', { request: { via: 'support', by: 'sue' } }, 'recover support', 'wait'],
    ['it lets others in', { has: ['phone'], shown: ['password'], granted: 'support' }, 'sign-in', 'allow'],
    [
      'and administrators to enrol: the rule for others is not theirs',
      { who: ['administrator'], has: ['phone'], shown: ['password'], granted: 'support' },
      'sign-in',
      'enrol totp: enrolledMeansRequired missing',
    ],
    [
      'the form is not for administrators',
      { who: ['administrator'], request: { via: 'form', by: 'sue', approved: ['bea'] } },
      'recover form',
      'deny: not-offered',
    ],
    [
      'nor does it replace anything',
      { who: ['administrator'], has: ['phone'], shown: ['password'], granted: 'form' },
      'sign-in',
      'challenge phone: enrolledMeansRequired missing',
    ],
    [
      'who must enrol afterwards is not let in before',
      { has: ['phone'], shown: ['password'], granted: 'form' },
      'sign-in',
      'enrol totp: enrolledMeansRequired missing',
    ],
    [
      'nor to anything else',
      { has: ['phone'], shown: ['password'], granted: 'form' },
      'manage',
      'challenge phone: enrolledMeansRequired missing',
    ],
    ['but to enrol', { has: ['phone'], shown: ['password'], granted: 'form' }, 'enrol totp', 'allow'],
    [
      'who shows the factor after all is let in',
      { has: ['phone'], shown: ['password', 'phone'], granted: 'form' },
      'sign-in',
      'allow',
    ],
    [
      'a way of the portal’s own',
      { request: { via: 'x-notary', by: 'anna', approved: ['nora 2d'] } },
      'recover x-notary',
      'allow',
    ],
    ['without a request it has no effect', {}, 'recover x-notary', 'deny: not-verified'],
    [
      'with its hold',
      { request: { via: 'x-notary', by: 'anna', approved: ['nora 1d'] } },
      'recover x-notary',
      'wait 1d',
    ],
    ['lets in', { has: ['phone'], shown: ['password'], granted: 'x-notary' }, 'sign-in', 'allow'],
    [
      'without anything lost the evidence does no harm',
      { shown: ['password'], granted: 'form' },
      'sign-in',
      'allow',
    ],
  ],
);

table(
  'the new factor',
  policyWith({
    methods: { totp: { allow: 'yes' }, webauthn: { allow: 'yes' }, email: { allow: 'yes' } },
    rules: [
      { id: 'app', enrol: { of: ['totp'] }, signIn: { of: ['totp'] } },
      { id: 'key', when: { role: ['administrator'] }, signIn: { of: ['webauthn'] } },
    ],
    manage: { proof: { of: ['totp', 'webauthn', 'email'], maxAge: '15m' } },
    recovery: [
      { via: 'support', verify: { approvals: 1 }, grants: 'enrolment', resets: 'on-confirmation' },
      { via: 'form', verify: { approvals: 1 }, grants: 'session' },
    ],
  }),
  [
    [
      'is one that sign-in accepts',
      { has: ['phone'], shown: ['password'], granted: 'support' },
      'sign-in',
      'enrol totp: enrolledMeansRequired missing, rules[0].signIn missing',
    ],
    [
      'is one of two that sign-in takes together',
      { who: ['administrator'], has: ['phone', 'key webauthn'], shown: ['password'], granted: 'support' },
      'sign-in',
      'enrol totp webauthn: enrolledMeansRequired missing, rules[0].signIn missing, rules[1].signIn missing',
    ],
    [
      'and the other follows after the proof of the first',
      { who: ['administrator'], has: ['phone'], shown: ['password', 'phone'] },
      'sign-in',
      'enrol webauthn: rules[1].signIn not-enrolled',
    ],
    [
      'FA4 is not asked for in a session where setting it up takes what is lost',
      { has: ['phone suspended'], shown: ['password'], granted: 'form' },
      'sign-in',
      'allow',
    ],
    [
      'is asked for in a session where nothing is enrolled any more',
      { shown: ['password'], granted: 'form' },
      'sign-in',
      'enrol totp: rules[0].enrol not-enrolled',
    ],
  ],
);

table(
  'two factors short of what sign-in takes',
  policyWith({
    methods: { totp: { allow: 'yes' }, webauthn: { allow: 'yes' }, email: { allow: 'yes' } },
    rules: [
      { id: 'app', signIn: { of: ['totp'] } },
      { id: 'key', signIn: { of: ['webauthn'] } },
      { id: 'provider', when: { role: ['partner'] }, signIn: { of: ['federated'] } },
    ],
  }),
  [
    [
      'both are set up, one after the other',
      { has: ['mail email @box'], shown: ['password', 'mail'] },
      'sign-in',
      'enrol totp webauthn: rules[0].signIn not-enrolled, rules[1].signIn not-enrolled',
    ],
    [
      'neither, where a third cannot be met',
      { who: ['partner'], has: ['mail email @box'], shown: ['password', 'mail'] },
      'enrol totp',
      'challenge +federated: rules[0].signIn not-enrolled, rules[1].signIn not-enrolled, rules[2].signIn missing, manage.proof not-enrolled',
    ],
  ],
);
