import type { OfferedMethod, TextOverrides } from '@factorkit/pages';
import { appOnly } from './app-only.ts';

/** Texts that only the portal of S1 has. */
export const northquayTexts: TextOverrides = {
  ...appOnly,
  settings: {
    ...appOnly.settings,
    title: 'Multi-factor auth',
    on: 'active',
    enable: 'Activate',
  },
  challenge: { ...appOnly.challenge, lost: 'My phone is lost, or I cannot use the app' },
  recovery: {
    code: { hint: 'The 8 letters and digits from our email.' },
    lost: {
      supportSteps: ({ address, registered }) => [
        'Press the button. We received your request then, and tell you so at your registered address.',
        `Write from your registered contact email address (${registered}) to ${address}. We answer only mail from there, so that nobody else can ask us to open your account.`,
        'We check that it is you, switch your old app off, and send a recovery code to your registered address.',
        'Then sign in with your password, enter the code and set up your app again.',
      ],
    },
  },
  setUp: {
    title: 'Connect your authenticator app',
    keyLead:
      'If you cannot scan the QR code, choose “enter a setup key” in the app and type this key. Spaces do not matter.',
  },
  keyThenCheck: {
    prepare:
      'Install an authenticator app on your phone and open it, so that it is ready to scan. We recommend Google Authenticator, for Android and iOS. Duo Mobile, or any other app for “TOTP” codes, works as well.',
  },
  notices: {
    ...appOnly.notices,
    enabled: 'Two-factor authentication is now active.',
  },
};

/** The methods that can be set up after support disabled the old app. */
export const northquayMethods: readonly OfferedMethod[] = [
  {
    method: 'totp',
    name: 'Authenticator app',
    summary: 'An app on your phone shows a 6-digit code, and a new one every 30 seconds.',
    notes: [],
    keep: ['Before you change phones, back up your authenticator app, if it can do that.'],
  },
];
