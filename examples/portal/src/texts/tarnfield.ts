import type { OfferedMethod, TextOverrides } from '@factorkit/pages';

/** Texts that only the portal of S3 has. */
export const tarnfieldTexts: TextOverrides = {
  settings: {
    title: 'Security and login',
    what: 'With two-factor authentication, signing in takes your user name, your password and one thing more: a code, or a key. Anyone who learns your password still cannot sign in. Activate it with one of these four options.',
    add: 'Activate',
    spareKey:
      'You have one fingerprint, face or hardware key only. Register another device or a spare key as well, in case you lose it.',
  },
  challenge: {
    keyLead: (labels) =>
      `Your password is right. Now use the fingerprint, face or key that you set up as ${labels}.`,
    lost: 'I have none of these any more',
  },
  backupCode: {
    lead: 'When you first set up two-factor authentication you got a list of backup codes. Any one of them takes the place of the temporary code, once.',
    back: 'Back',
  },
  key: {
    use: 'Use biometric/hardware key',
    create: 'Register biometric/hardware key',
    prompt:
      'Press the button. When your browser asks for it, use your fingerprint, your face or the PIN of this device, or insert the hardware key or tap it.',
    script:
      'A fingerprint, face or hardware key needs JavaScript, and a browser that knows how to ask for them.',
    twice: 'This key or device is registered already. Please use another one.',
    aborted: 'No answer came, or the request was cancelled. Please try again.',
    wrong: 'The answer could not be accepted. Please try again, or use another method.',
    waiting: 'Waiting for your fingerprint, face or key. Please follow your browser’s instructions.',
  },
  confirm: {
    keyLead: (labels) => `Use the fingerprint, face or key that you set up as ${labels}.`,
  },
  addMethod: {
    nameHint: 'Your own words, so that you can tell it from others: “My laptop”, for example.',
    registered: 'This key or device is registered here already. Please use another one.',
  },
  notices: {
    codesKept: 'Two-factor authentication is active, and your backup codes are active.',
  },
  codes: {
    lead: 'Each of these codes can be used once instead of the temporary code, should you lose your phone, key, number or mailbox.',
  },
};

/** The four options in the order of the help page. */
export const tarnfieldMethods: readonly OfferedMethod[] = [
  {
    method: 'totp',
    name: 'Standard TOTP',
    summary:
      'An app on your phone, such as Google Authenticator, Microsoft Authenticator or Authy, shows a one-time password of 6 digits, and a new one every 30 seconds.',
    notes: ['The app is free of charge, and works without a network.'],
    keep: [
      'With the first set-up you get backup codes. Store them safely, in case you lose your device.',
      'If your app can do that, back it up before you change phones.',
    ],
  },
  {
    method: 'webauthn',
    name: 'Biometric/hardware key',
    summary:
      'Your fingerprint or face on this device (Touch ID, Face ID, Windows Hello), or a hardware key that you insert or tap.',
    notes: ['Nothing to type. Your fingerprint and face stay on your device.'],
    keep: ['Register a second key or device as well: losing the only one leaves you with the backup codes.'],
  },
  {
    method: 'sms',
    name: 'SMS',
    summary: 'At each sign-in we send a one-time code to your phone, by text message.',
    notes: ['You need a mobile signal at the moment of signing in.'],
    keep: ['Keep the phone number in your profile current.'],
  },
  {
    method: 'email',
    name: 'Email',
    summary: 'At each sign-in we send a one-time code to your mailbox.',
    notes: ['Anyone who can open your mailbox can use the code.'],
    keep: ['Make sure that you can read this mailbox from another device too.'],
  },
];
