import type { Policy } from '../../src/policy/schema/policy.ts';
import type { Requirement } from '../../src/policy/schema/requirement.ts';
import { policyWith, table } from './decision-table.ts';

/** A policy whose sign-in asks for this, and for nothing else. */
const asks = (signIn: Requirement): Policy =>
  policyWith({
    methods: { totp: { allow: 'yes' }, email: { allow: 'yes' }, webauthn: { allow: 'yes' } },
    enrolledMeansRequired: false,
    rules: [{ id: 'all', signIn }],
  });

const PHONES = ['phone', 'spare', 'tablet'];

table('a count', asks({ count: 2, of: ['totp', 'email'] }), [
  [
    'one is too few',
    { has: ['phone', 'spare'], shown: ['phone'] },
    'sign-in',
    'challenge spare: rules[0].signIn missing',
  ],
  ['two of one method are two', { has: ['phone', 'spare'], shown: ['phone', 'spare'] }, 'sign-in', 'allow'],
  [
    'one twice is one',
    { has: ['phone', 'spare'], shown: ['phone 1m', 'phone'] },
    'sign-in',
    'challenge spare: rules[0].signIn missing',
  ],
  ['three are enough', { has: PHONES, shown: PHONES }, 'sign-in', 'allow'],
  [
    'another method does not count',
    { has: ['phone', 'key webauthn'], shown: ['phone', 'key'] },
    'sign-in',
    'enrol totp email: rules[0].signIn missing',
  ],
  [
    'with one enrolled the second is to be enrolled',
    { has: ['phone'], shown: ['phone'] },
    'sign-in',
    'enrol totp email: rules[0].signIn missing',
  ],
  [
    'after the first was shown',
    { has: ['phone'], shown: ['password'] },
    'sign-in',
    'challenge phone: rules[0].signIn missing',
  ],
]);

table('a count of one, said and unsaid', asks({ all: [{ count: 1, of: ['totp'] }, { of: ['totp'] }] }), [
  ['one is enough for both', { has: ['phone'], shown: ['phone'] }, 'sign-in', 'allow'],
]);

table('distinct factors, said', asks({ count: 2, of: ['totp', 'email'], distinct: 'factor' }), [
  ['two phones', { has: PHONES, shown: ['phone', 'spare'] }, 'sign-in', 'allow'],
  [
    'one phone twice',
    { has: PHONES, shown: ['phone', 'phone'] },
    'sign-in',
    'challenge spare tablet: rules[0].signIn missing',
  ],
]);

table('distinct methods', asks({ count: 2, of: ['totp', 'email', 'password'], distinct: 'method' }), [
  [
    'two phones are one method',
    { has: ['phone', 'spare', 'mail email'], shown: ['phone', 'spare'] },
    'sign-in',
    'challenge mail +password: rules[0].signIn missing',
  ],
  ['two methods', { has: ['phone', 'mail email'], shown: ['phone', 'mail'] }, 'sign-in', 'allow'],
  [
    'a first factor is one, where it is named',
    { has: ['phone'], shown: ['password', 'phone'] },
    'sign-in',
    'allow',
  ],
]);

const channels = asks({ count: 2, of: ['totp', 'email', 'magic-link'], distinct: 'channel' });

table('distinct channels', channels, [
  [
    'one mailbox by two methods is one',
    { has: ['mail email @box', 'phone'], shown: ['magic-link @box', 'mail'] },
    'sign-in',
    'challenge phone +magic-link: rules[0].signIn same-channel',
  ],
  [
    'two mailboxes are two',
    { has: ['mail email @box', 'work email @work'], shown: ['mail', 'work'] },
    'sign-in',
    'allow',
  ],
  [
    'two addresses of one mailbox are one',
    { has: ['mail email @box', 'work email @box', 'phone'], shown: ['mail', 'work'] },
    'sign-in',
    'challenge phone +magic-link: rules[0].signIn same-channel',
  ],
  [
    'what has no channel is its own',
    { has: ['phone', 'spare'], shown: ['phone', 'spare'] },
    'sign-in',
    'allow',
  ],
]);

const second = asks({ of: ['totp', 'email'], distinct: 'channel' });

table('distinct channels, the first factor’s included', second, [
  [
    'the mailbox of the magic link does not count',
    { has: ['mail email @box', 'phone'], shown: ['magic-link @box', 'mail'] },
    'sign-in',
    'challenge phone: rules[0].signIn same-channel',
  ],
  [
    'another mailbox does',
    { has: ['mail email @box'], shown: ['magic-link @other', 'mail'] },
    'sign-in',
    'allow',
  ],
  [
    'with a password besides, the magic link is not the first',
    { has: ['mail email @box'], shown: ['magic-link @box', 'password', 'mail'] },
    'sign-in',
    'allow',
  ],
  [
    'nor with another mailbox besides',
    { has: ['mail email @box'], shown: ['magic-link @box', 'magic-link @other', 'mail'] },
    'sign-in',
    'allow',
  ],
  [
    'two magic links to one mailbox',
    { has: ['mail email @box'], shown: ['magic-link @box', 'federated @box', 'mail'] },
    'sign-in',
    'enrol totp: rules[0].signIn same-channel',
  ],
  [
    'the mailbox takes up no more than itself',
    { has: ['mail email @box', 'phone'], shown: ['magic-link @box', 'mail', 'phone'] },
    'sign-in',
    'allow',
  ],
  ['without any first factor it counts', { has: ['mail email @box'], shown: ['mail'] }, 'sign-in', 'allow'],
]);

table(
  'a first factor that is asked for by name takes no channel',
  asks({ count: 2, of: ['password', 'email'], distinct: 'channel' }),
  [
    ['password and mail', { has: ['mail email @box'], shown: ['password', 'mail'] }, 'sign-in', 'allow'],
    [
      'a magic link besides takes nothing away',
      { has: ['mail email @box'], shown: ['password', 'mail', 'magic-link @box'] },
      'sign-in',
      'allow',
    ],
    [
      'the magic link in its place does; a password is for the portal to ask for',
      { has: ['mail email @box'], shown: ['mail', 'magic-link @box'] },
      'sign-in',
      'enrol email: rules[0].signIn missing',
    ],
  ],
);

table('an age', asks({ of: ['totp', 'password'], maxAge: '30s' }), [
  ['exactly', { has: ['phone'], shown: ['phone 30s'] }, 'sign-in', 'allow'],
  [
    'a millisecond more',
    { has: ['phone'], shown: ['phone 30s+'] },
    'sign-in',
    'challenge phone +password: rules[0].signIn expired',
  ],
  [
    'the newer of two showings counts',
    { has: ['phone'], shown: ['phone 1h', 'phone 1s'] },
    'sign-in',
    'allow',
  ],
  ['the first factor too', { has: ['phone'], shown: ['password 30s'] }, 'sign-in', 'allow'],
]);

table('of two, each fresh', asks({ count: 2, of: ['totp', 'password'], maxAge: '5m' }), [
  ['both', { has: ['phone'], shown: ['password 5m', 'phone 5m'] }, 'sign-in', 'allow'],
  [
    'an old password is for the portal to ask for',
    { has: ['phone'], shown: ['password 5m+', 'phone'] },
    'sign-in',
    'enrol totp: rules[0].signIn expired',
  ],
]);

table('live', asks({ of: ['totp', 'email'], live: true }), [
  ['shown now', { has: ['phone'], shown: ['phone'] }, 'sign-in', 'allow'],
  [
    'A5 remembered is not',
    { has: ['phone'], shown: ['phone remembered'] },
    'sign-in',
    'challenge phone: rules[0].signIn remembered',
  ],
  ['A5 both', { has: ['phone'], shown: ['phone remembered', 'phone'] }, 'sign-in', 'allow'],
]);

table('not said to be live', asks({ of: ['totp'] }), [
  ['A5 remembered signs in', { has: ['phone'], shown: ['phone remembered'] }, 'sign-in', 'allow'],
]);

table('remembered excluded by its trait', asks({ of: [{ method: ['totp'], not: ['remembered'] }] }), [
  [
    'as good as live',
    { has: ['phone'], shown: ['phone remembered'] },
    'sign-in',
    'challenge phone: rules[0].signIn missing',
  ],
]);
