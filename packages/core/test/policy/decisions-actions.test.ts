import { presetWorkforce } from '../../src/policy/presets/workforce.ts';
import { policyWith, table } from './decision-table.ts';

const two = { totp: { allow: 'yes' }, email: { allow: 'yes' } } as const;

table('step-up for payouts, by the workforce preset', presetWorkforce, [
  ['fresh', { has: ['phone'], shown: ['password 8h', 'phone 5m'] }, 'do payout', 'allow'],
  [
    'a millisecond too old',
    { has: ['phone'], shown: ['password 8h', 'phone 5m+'] },
    'do payout',
    'challenge phone: rules[3].actions.payout expired',
  ],
  [
    'A5 a trusted device does not count here',
    { has: ['phone'], shown: ['password', 'phone remembered'] },
    'do payout',
    'challenge phone: enrolledMeansRequired remembered, rules[3].actions.payout remembered',
  ],
  [
    'the primary first',
    { has: ['phone', 'key webauthn'], primary: 'key', shown: ['phone 1h'] },
    'do payout',
    'challenge key phone: rules[3].actions.payout expired',
  ],
  [
    'with nothing enrolled: enrol',
    { shown: ['password'] },
    'do payout',
    'enrol webauthn totp: rules[3].actions.payout not-enrolled',
  ],
  [
    'P1 with only a suspended one: no',
    { has: ['phone suspended'], shown: ['password'] },
    'do payout',
    'deny: no-usable-factor',
  ],
  [
    'a misspelt name lets nothing pass',
    { has: ['phone'], shown: ['password', 'phone'] },
    'do pay-out',
    'deny: unknown-action',
  ],
  [
    'nor does what every object inherits',
    { has: ['phone'], shown: ['password', 'phone'] },
    'do constructor',
    'deny: unknown-action',
  ],
]);

table('payouts that wait after a recovery', presetWorkforce, [
  [
    'held, whatever is shown',
    { has: ['phone'], shown: ['password', 'phone'], frozen: ['payout 3d'] },
    'do payout',
    'wait 3d: rules[3].actions.payout held',
  ],
  [
    'to the last millisecond',
    { has: ['phone'], shown: ['password', 'phone'], frozen: ['payout 1s-'] },
    'do payout',
    'wait 999ms: rules[3].actions.payout held',
  ],
  [
    'the longest of several',
    { has: ['phone'], shown: ['phone'], frozen: ['payout 1d', 'payout 2d', 'payout 1h'] },
    'do payout',
    'wait 2d: rules[3].actions.payout held',
  ],
  ['over', { has: ['phone'], shown: ['phone'], frozen: ['payout now'] }, 'do payout', 'allow'],
  [
    'another action is no matter',
    { has: ['phone'], shown: ['phone'], frozen: ['transfer 3d'] },
    'do payout',
    'allow',
  ],
  [
    'signing in is no matter',
    { has: ['phone'], shown: ['password', 'phone'], frozen: ['payout 3d'] },
    'sign-in',
    'allow',
  ],
]);

table(
  'actions of several rules',
  policyWith({
    methods: two,
    rules: [
      { id: 'all', actions: { export: { of: ['totp', 'email'], maxAge: '1h' }, look: { of: ['password'] } } },
      { id: 'risky', when: { risk: 'medium' }, actions: { export: { of: ['totp'], maxAge: '1m' } } },
      { id: 'tried', mode: 'monitor', actions: { export: { of: ['webauthn'] }, tried: { of: ['totp'] } } },
      {
        id: 'chief',
        when: { role: ['chief'] },
        actions: { close: { all: [{ of: ['password'], maxAge: '1m' }, { of: ['totp'] }] } },
      },
    ],
  }),
  [
    ['one rule asks', { has: ['mail email'], shown: ['mail 30m'] }, 'do export', 'allow'],
    [
      'both ask',
      { who: ['risk:high'], has: ['mail email', 'phone'], shown: ['mail 2h'] },
      'do export',
      'challenge mail phone: rules[0].actions.export expired, rules[1].actions.export missing',
    ],
    [
      'one answer is enough for both',
      { who: ['risk:high'], has: ['mail email', 'phone'], shown: ['phone'] },
      'do export',
      'allow',
    ],
    [
      'the second is not met',
      { who: ['risk:high'], has: ['mail email', 'phone'], shown: ['mail', 'phone 2m'] },
      'do export',
      'challenge phone: rules[1].actions.export expired',
    ],
    ['a rule on trial asks for nothing', { has: ['mail email'], shown: ['mail'] }, 'do tried', 'allow'],
    [
      'but for the session’s factor',
      { has: ['mail email'], shown: ['password'] },
      'do tried',
      'challenge mail: enrolledMeansRequired missing',
    ],
    ['a rule for others asks this one for nothing', { shown: ['password'] }, 'do close', 'allow'],
    [
      'a fresh first factor is offered',
      { who: ['chief'], has: ['phone'], shown: ['password 1h', 'phone'] },
      'do close',
      'challenge +password: rules[3].actions.close expired',
    ],
    [
      'and a factor',
      { who: ['chief'], has: ['phone'], shown: ['password'] },
      'do close',
      'challenge phone: enrolledMeansRequired missing, rules[3].actions.close missing',
    ],
    ['a password is enough where nothing is enrolled', { shown: ['password 5d'] }, 'do look', 'allow'],
    [
      'it is asked for again where there is none',
      { shown: ['federated'] },
      'do look',
      'challenge +password: rules[0].actions.look missing',
    ],
    [
      'but not where something is',
      { has: ['phone'], shown: ['password'] },
      'do look',
      'challenge phone: enrolledMeansRequired missing',
    ],
  ],
);

table(
  'actions and backup codes',
  policyWith({
    methods: two,
    backupCodes: { issue: 'on-request', acknowledge: 'record' },
    recovery: [{ via: 'backup-code', grants: 'session' }],
    rules: [
      {
        id: 'all',
        actions: {
          strict: { of: ['totp'] },
          lax: { of: ['totp', 'backup-code'], maxAge: '10m' },
          look: { of: ['password'] },
        },
      },
    ],
  }),
  [
    [
      'a session opened by one may look',
      { has: ['phone'], codes: 1, shown: ['password', 'backup-code 1d'] },
      'do look',
      'allow',
    ],
    [
      'it replaces the session, not the proof for the action',
      { has: ['phone'], codes: 1, shown: ['password', 'backup-code'] },
      'do strict',
      'challenge phone: rules[0].actions.strict missing',
    ],
    [
      'unless it is named',
      { has: ['phone'], codes: 1, shown: ['password', 'backup-code 10m'] },
      'do lax',
      'allow',
    ],
    [
      'then it is offered',
      { has: ['phone'], codes: 1, shown: ['password', 'backup-code 1h'] },
      'do lax',
      'challenge phone | backup-code: rules[0].actions.lax expired',
    ],
    [
      'while there are any',
      { has: ['phone'], codes: 0, shown: ['password', 'backup-code 1h'] },
      'do lax',
      'challenge phone: rules[0].actions.lax expired',
    ],
    [
      'it is offered for the session',
      { has: ['phone'], codes: 1, shown: ['password'] },
      'do look',
      'challenge phone | backup-code: enrolledMeansRequired missing',
    ],
    [
      'R4 alone it can answer for a lost factor',
      { has: ['phone suspended'], codes: 1, shown: ['password'] },
      'do lax',
      'challenge | backup-code: enrolledMeansRequired not-enrolled, rules[0].actions.lax not-enrolled',
    ],
  ],
);

table(
  'actions where enrolled does not mean required',
  policyWith({
    enrolledMeansRequired: false,
    rules: [{ id: 'all', actions: { look: { of: ['password'] } } }],
  }),
  [['the action’s own demand is all', { has: ['phone'], shown: ['password'] }, 'do look', 'allow']],
);

table(
  'an action that one method alone can meet',
  policyWith({ rules: [{ id: 'all', actions: { pay: { of: ['totp'] } } }] }),
  [
    [
      'is a reason to enrol it',
      { shown: ['password'] },
      'do pay',
      'enrol totp: rules[0].actions.pay not-enrolled',
    ],
  ],
);

table(
  'an action that no method can meet',
  policyWith({ rules: [{ id: 'all', actions: { pay: { of: ['sms'] } } }] }),
  [['is a reason to enrol nothing', { shown: ['password'] }, 'do pay', 'deny: no-usable-factor']],
);

table(
  'FA29 a step-up of the users who have a factor',
  policyWith({
    methods: two,
    rules: [{ id: 'payouts', when: { enrolled: true }, actions: { payout: { of: ['totp'] } } }],
  }),
  [
    ['nobody else is asked', { shown: ['password'] }, 'do payout', 'allow'],
    [
      'they are',
      { has: ['phone'], shown: ['password'] },
      'do payout',
      'challenge phone: enrolledMeansRequired missing, rules[0].actions.payout missing',
    ],
    ['and it opens', { has: ['phone'], shown: ['password', 'phone'] }, 'do payout', 'allow'],
    [
      'anyone who has another factor sets up what is asked for',
      { has: ['mail email'], shown: ['password', 'mail'] },
      'do payout',
      'enrol totp: rules[0].actions.payout not-enrolled',
    ],
    [
      'a factor that was guessed until it died is one all the same',
      { has: ['phone suspended'], shown: ['password'] },
      'do payout',
      'deny: no-usable-factor',
    ],
    ['backup codes are none', { codes: 5, shown: ['password'] }, 'do payout', 'allow'],
  ],
);

table(
  'FA29 an action and what enrolling would bring',
  policyWith({
    methods: {
      totp: { allow: 'yes', max: 1 },
      sms: { allow: 'yes', activeOnlyIf: { of: ['totp'] } },
      email: { allow: 'existing' },
    },
    rules: [
      {
        id: 'actions',
        actions: {
          two: { count: 2, of: ['totp'] },
          text: { of: ['sms'] },
          mail: { of: ['email'] },
          either: { any: [{ of: ['passkey'] }, { of: ['totp'] }] },
        },
      },
    ],
  }),
  [
    ['a second one of which there may be one', { shown: ['password'] }, 'do two', 'deny: no-usable-factor'],
    [
      'what may not be the only one comes second',
      { shown: ['password'] },
      'do text',
      'enrol totp: rules[0].actions.text not-enrolled',
    ],
    [
      'and then first',
      { has: ['phone'], shown: ['password', 'phone'] },
      'do text',
      'enrol sms: rules[0].actions.text not-enrolled',
    ],
    ['nothing of it can be added', { shown: ['password'] }, 'do mail', 'deny: no-usable-factor'],
    [
      'a passkey that was never shown may not be there',
      { shown: ['password'] },
      'do either',
      'enrol totp: rules[0].actions.either missing',
    ],
    ['one that was shown is shown again', { shown: ['passkey 6m', 'password'] }, 'do either', 'allow'],
  ],
);
