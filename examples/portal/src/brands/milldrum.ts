import { type Policy, presetS0 } from '@factorkit/core/policy';
import { milldrumPeople } from '../people/demo-people.ts';
import { milldrumTexts } from '../texts/milldrum.ts';
import { ownTexts } from '../texts/own.ts';
import type { Brand } from './brand.ts';

const CHANGE_PAYMENT_ACCOUNT = 'change-payment-account';

/** The preset, with one addition: changing the payment account requires a recent second step. */
const policy: Policy = {
  ...presetS0,
  rules: [
    ...presetS0.rules,
    {
      id: 'payment-account',
      actions: {
        [CHANGE_PAYMENT_ACCOUNT]: {
          of: ['totp', 'email', 'sms', 'webauthn'],
          maxAge: '5m',
          live: true,
        },
      },
    },
  ],
};

/** S0: required of everyone, one of four methods. */
export const milldrum: Brand = {
  id: 's0',
  name: 'Milldrum Digital',
  summary: 'Required of everyone at the first sign-in: authenticator app, email, SMS or security key.',
  policy,
  people: milldrumPeople,
  menu: 'user-icon',
  settingsPath: '/security',
  pages: {
    layout: 'list',
    methods: ['totp', 'email', 'sms', 'webauthn'],
    apps: ['google-authenticator', '1password', 'authy', 'bitwarden', 'microsoft-authenticator'],
  },
  supportAddress: 'support@milldrum.example',
  services: [
    { name: 'Website care', detail: 'Monthly, next visit on 4 March' },
    { name: 'Shared drive', detail: '38 project files' },
  ],
  guarded: {
    path: '/invoices',
    title: 'Invoices',
    rows: [
      { name: '2026-0114', value: '310.00 EUR, paid' },
      { name: '2026-0151', value: '185.50 EUR, due on 1 March' },
    ],
  },
  paymentAccount: { action: CHANGE_PAYMENT_ACCOUNT },
  profile: true,
  texts: milldrumTexts,
  own: ownTexts,
};
