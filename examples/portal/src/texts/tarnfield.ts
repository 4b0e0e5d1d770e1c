import type { OfferedMethod } from '../brands/offered-method.ts';
import { catalogue, type Texts } from './catalogue.ts';
import { severalMethods } from './several-methods.ts';

/** What the portal of S3 says in its own words. */
export const tarnfieldTexts: Texts = {
  ...severalMethods,
  settings: {
    ...severalMethods.settings,
    title: 'Security and login',
    what: 'With two-factor authentication, signing in takes your user name, your password and one thing more: a code, or a key. Whoever learns your password still cannot sign in. Activate it with one of these four options.',
    add: 'Activate',
  },
  challenge: {
    ...severalMethods.challenge,
    lost: 'Use a backup code',
  },
  backupCode: {
    ...catalogue.backupCode,
    lead: 'When you first set up two-factor authentication you got a list of backup codes. Any one of them takes the place of the temporary code, once.',
    back: 'Back',
  },
  key: {
    ...catalogue.key,
    use: 'Use biometric/hardware key',
    create: 'Register biometric/hardware key',
    prompt:
      'When your browser asks for it, use your fingerprint, your face or the PIN of this device, or insert the hardware key or tap it.',
  },
  notices: {
    ...severalMethods.notices,
    codesKept: 'Two-factor authentication is active, and your backup codes are in force.',
  },
  codes: {
    ...catalogue.codes,
    lead: 'Each of these codes can be used once instead of the temporary code, should you lose your phone, key, number or mailbox.',
  },
};

/** The four options in the order of the help page. */
export const tarnfieldMethods: readonly OfferedMethod[] = [
  {
    method: 'totp',
    name: 'Standard TOTP',
    summary:
      'A one-time password from an authenticator app, such as Google Authenticator, Microsoft Authenticator or Authy.',
    notes: ['You need the app on your phone. It works without a network.'],
    keep: [
      'With the first set-up you get backup codes. Store them safely, in case you lose your device.',
      'If your app can do that, back it up before you change phones.',
    ],
  },
  {
    method: 'webauthn',
    name: 'Biometric/hardware key',
    summary: 'Your fingerprint or face on this device, or a hardware key that you insert or tap.',
    notes: ['Nothing to type. Your fingerprint and face stay on your device.'],
    keep: ['Register a second key or device as well: losing the only one leaves you with the backup codes.'],
  },
  {
    method: 'sms',
    name: 'SMS',
    summary: 'A one-time code by text message.',
    notes: ['You need a mobile signal at the moment of signing in.'],
    keep: ['Keep the phone number in your profile current.'],
  },
  {
    method: 'email',
    name: 'Email',
    summary: 'A one-time code by email.',
    notes: ['Whoever can open your mailbox can use the code.'],
    keep: ['Make sure that you can read this mailbox from another device too.'],
  },
];
