import { presetS4 } from '../../src/policy/presets/s4.ts';
import { remarks, table } from './decision-table.ts';

const BOTH = ['phone', 'mail email'];

table('S4 app and email: signing in', presetS4, [
  ['S4.2 what others enrolled is no concern of this one', { shown: ['password'] }, 'sign-in', 'allow'],
  [
    'S4.8 the primary first, the other selectable',
    { has: BOTH, primary: 'mail', shown: ['password'] },
    'sign-in',
    'challenge mail phone: enrolledMeansRequired missing',
  ],
  [
    'S4.8 the app where it is the primary',
    { has: BOTH, primary: 'phone', shown: ['password'] },
    'sign-in',
    'challenge phone mail: enrolledMeansRequired missing',
  ],
  [
    'S4.8 the other one opens as well',
    { has: BOTH, primary: 'mail', shown: ['password', 'phone'] },
    'sign-in',
    'allow',
  ],
  [
    'S4.8 with the primary gone the one that is left is asked',
    { has: ['mail email'], primary: 'phone', shown: ['password'] },
    'sign-in',
    'challenge mail: enrolledMeansRequired missing',
  ],
]);

table('S4 each change asks for the password', presetS4, [
  ['S4.3 the first set-up, on the password', { shown: ['password 5m'] }, 'enrol totp', 'allow'],
  [
    'S4.3 confirmed again where it is old',
    { shown: ['password 5m+'] },
    'enrol totp',
    'challenge +password: manage.bootstrap expired',
  ],
  [
    'S4.6 without the password nothing changes',
    { shown: ['federated'] },
    'enrol totp',
    'challenge +password: manage.bootstrap missing',
  ],
  [
    'S4.4 the second one: password and the session’s factor',
    { has: ['phone'], shown: ['password', 'phone 1d'] },
    'enrol email',
    'allow',
  ],
  [
    'S4.4 L2 never the password alone',
    { has: ['phone'], shown: ['password'] },
    'enrol email',
    'challenge phone: enrolledMeansRequired missing',
  ],
  [
    'S4.6 nor the factor alone',
    { has: ['phone'], shown: ['password 6m', 'phone'] },
    'enrol email',
    'challenge +password: manage.proof expired',
  ],
  ['one of each', { has: BOTH, shown: ['password', 'phone'] }, 'enrol totp', 'deny: limit-reached'],
  [
    'a new one in the place of the old',
    { has: BOTH, shown: ['password', 'mail'] },
    'enrol totp for phone',
    'allow',
  ],
  [
    'in the place of another method it is not',
    { has: BOTH, shown: ['password', 'mail'] },
    'enrol totp for mail',
    'deny: not-enrolled',
  ],
  ['no other method', { shown: ['password'] }, 'enrol sms', 'deny: method-not-allowed'],
  [
    'S4.5 one of two is deactivated, on the password',
    { has: BOTH, shown: ['password', 'mail 1h'] },
    'remove phone',
    'allow',
  ],
  [
    'S4.5 with both active only',
    { has: ['phone'], shown: ['password', 'phone'] },
    'remove phone',
    'deny: must-keep',
  ],
  [
    'S4.5 a suspended one is not active',
    { has: ['phone', 'mail email suspended'], shown: ['password', 'phone'] },
    'remove phone',
    'deny: must-keep',
  ],
  [
    'S4.5 the suspended one itself may go',
    { has: ['phone', 'mail email suspended'], shown: ['password', 'phone'] },
    'remove mail',
    'allow',
  ],
  [
    'S4.6 without a fresh password it stays',
    { has: BOTH, shown: ['password 1h', 'phone'] },
    'remove phone',
    'challenge +password: manage.proof expired',
  ],
  [
    'S4.6 a remembered password is none',
    { has: BOTH, shown: ['password remembered', 'phone'] },
    'remove phone',
    'challenge +password: manage.proof remembered',
  ],
]);

table('S4 the primary', presetS4, [
  [
    'S4.7 chosen with two active methods',
    { has: BOTH, shown: ['password', 'phone'] },
    'primary mail',
    'allow',
  ],
  [
    'S4.7 not with one',
    { has: ['mail email'], shown: ['password', 'mail'] },
    'primary mail',
    'deny: no-choice',
  ],
  [
    'S4.7 not with one of them suspended',
    { has: ['phone suspended', 'mail email'], shown: ['password', 'mail'] },
    'primary mail',
    'deny: no-choice',
  ],
  [
    'S4.7 a suspended one is no choice',
    { has: ['phone suspended', 'mail email'], shown: ['password', 'mail'] },
    'primary phone',
    'deny: not-enrolled',
  ],
  [
    'S4.7 one that is not there',
    { has: BOTH, shown: ['password', 'mail'] },
    'primary gone',
    'deny: not-enrolled',
  ],
  [
    'S4.7 in a session that showed a factor',
    { has: BOTH, shown: ['password'] },
    'primary mail',
    'challenge phone mail: enrolledMeansRequired missing',
  ],
  ['S4.7 whenever that was', { has: BOTH, shown: ['phone 5d'] }, 'primary mail', 'allow'],
]);

remarks('S4 advice', presetS4, [
  ['one of two methods', { has: ['phone'] }, 'sign-in', 'add a second method'],
  ['both', { has: BOTH }, 'sign-in', ''],
]);
