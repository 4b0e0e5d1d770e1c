import type { OfferedMethod } from '../brands/offered-method.ts';
import { catalogue, type Texts } from './catalogue.ts';

/** Texts that only the portal of S1 has. */
export const northquayTexts: Texts = {
  ...catalogue,
  settings: {
    ...catalogue.settings,
    title: 'Multi-factor auth',
    on: 'active',
    enable: 'Activate',
  },
  challenge: { ...catalogue.challenge, lost: 'My phone is lost, or I cannot use the app' },
  recovery: {
    ...catalogue.recovery,
    code: { ...catalogue.recovery.code, hint: 'The 8 letters and digits from our email.' },
    lost: {
      ...catalogue.recovery.lost,
      supportSteps: ({ address, registered }) => [
        'Press the button. We received your request then, and tell you so at your registered address.',
        `Write from your registered contact email address (${registered}) to ${address}. We answer only mail from there, so that nobody else can ask us to open your account.`,
        'We check that it is you, switch your old app off, and send a recovery code to your registered address.',
        'Then sign in with your password, enter the code and set up your app again.',
      ],
    },
  },
  setUp: {
    ...catalogue.setUp,
    title: 'Connect your authenticator app',
    keyLead:
      'If you cannot scan the QR code, choose “enter a setup key” in the app and type this key. Spaces do not matter.',
  },
  notices: {
    ...catalogue.notices,
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

const steps: readonly string[] = [
  'Open the authenticator app on your phone.',
  'Choose “Add account” or “+”.',
  'Choose “Scan QR code” and point the camera at this QR code. If that does not work, type the secret key into the app.',
  'The app now shows 6 digits for your account, and new ones every 30 seconds.',
];

/** The pages that only this portal has. */
export const northquayPages = {
  security: {
    title: 'Security',
    lead: 'How your account is protected.',
    option: 'Multi-factor auth',
    optionLead: 'Ask for a code from your phone, besides your password, at every sign-in.',
  },
  prepare:
    'Install an authenticator app on your phone and open it, so that it is ready to scan. We recommend Google Authenticator, for Android and iOS. Duo Mobile, or any other app for “TOTP” codes, works as well.',
  steps: steps as readonly string[],
  scan: 'Scan the QR code',
  noEffect:
    'Nothing is switched on yet. It takes effect only after the next page, where you enter a code from the app.',
  continue: 'Continue',
  check: {
    title: 'Check the code',
    warning:
      'Save only once your app shows the account and its 6 digits. Otherwise you might not be able to sign in later.',
    button: 'Save',
    back: 'Back to the QR code',
  },
  active: {
    title: 'Two-factor authentication is active',
    next: 'What to do now',
    verify:
      'Log out and log in again at once. If you are asked for a code after your password, everything works.',
    logOut: 'Log out now',
    backup:
      'Before you change phones, back up your authenticator app, if it can do that, so that you do not lose your codes.',
    later: 'To the security settings',
  },
};

export type KeyThenCheckTexts = typeof northquayPages;
