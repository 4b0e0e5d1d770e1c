import type { OfferedMethod } from '../brands/offered-method.ts';
import { catalogue, type Texts } from './catalogue.ts';
import { severalMethods } from './several-methods.ts';

/** Texts that only the portal of S0 has. */
export const milldrumTexts: Texts = {
  ...severalMethods,
  settings: { ...severalMethods.settings, title: 'Security' },
  challenge: { ...severalMethods.challenge, lost: 'I’ve lost access to my second factor' },
  recovery: {
    ...severalMethods.recovery,
    lost: {
      ...severalMethods.recovery.lost,
      title: 'I’ve lost access to my second factor',
      supportSteps: ({ address, registered }) => [
        'Press the button. We received your request then, and tell you so at your registered address and number.',
        `Reach out: write to ${address} from your registered email address (${registered}), or call the number on your last invoice.`,
        'We verify who you are, switch your lost method off, and tell you a recovery code. We cannot look up a secret or a key: it can only be removed and added again.',
        'Then sign in with your password, enter the code and set up a new method.',
      ],
    },
  },
  setUp: {
    ...severalMethods.setUp,
    // This portal advises users to keep the secret, so it must not advise the opposite.
    secrecy:
      'Anyone who has the QR code or the secret key can make your codes and get in to your account. Keep them in a password manager and nowhere else: no screenshot, no photo, no email. Share them with nobody.',
  },
  enrol: {
    ...catalogue.enrol,
    lead: 'Every account here needs a second factor besides the password. Choose one of these methods and set it up now; your account opens as soon as it works. Any one of them is enough, and most people choose the first.',
  },
  lockedOut: {
    ...severalMethods.lockedOut,
    heading: 'I’ve lost access to my second factor',
    advice: (address) =>
      `Please write to ${address} from your registered email address, or call the number on your last invoice.`,
    why: 'Once we have made sure that it is you, we switch your lost method off, and you set up a new one at your next sign-in. Nobody here can look up a secret or a key that you set up: it can only be removed and added again.',
  },
};

/** The methods in the order of the list. */
export const milldrumMethods: readonly OfferedMethod[] = [
  {
    method: 'totp',
    name: 'Authenticator app (TOTP)',
    summary: 'An app on your phone shows a 6-digit code, and a new one every 30 seconds.',
    rank: { says: 'Most people choose this', tone: 'plain' },
    notes: ['Free of charge, and it works offline: the app needs no network and no signal.'],
    keep: [
      'Keep the QR code, or the secret key that is in it, in a password manager. Without it you cannot move to a new phone by yourself.',
      'Do that now: once the code is checked, nobody can show them to you again.',
    ],
  },
  {
    method: 'email',
    name: 'Email code',
    summary: 'At each sign-in we send a code to your registered email address. It works once.',
    rank: { says: 'Weakest', tone: 'caution' },
    caution: 'Best used as a backup factor next to a stronger primary.',
    notes: [
      'Nothing to install.',
      'The weakest of the four: anyone who can open your mailbox can use the code. It is best used as a backup factor next to a stronger primary.',
    ],
    keep: [
      'Make sure that you can read this mailbox from another device too, not only from the one that you sign in with.',
    ],
  },
  {
    method: 'sms',
    name: 'SMS code',
    summary: 'At each sign-in we send a code to your registered phone number. It works once.',
    caution: 'Needs a mobile signal, and fails on a journey with another SIM card.',
    notes: [
      'It needs a mobile signal at the moment of signing in: it fails in a basement, on a journey with another SIM card, or after losing the number.',
      'It should not be your only method, so we offer it beside another one.',
    ],
    keep: [
      'Keep the phone number in your profile current. When you change it, update it here before you switch to the new SIM card.',
    ],
  },
  {
    method: 'webauthn',
    name: 'Security key',
    summary: 'A small USB or NFC key, such as a YubiKey, that you insert or tap when you are asked to.',
    rank: { says: 'Strongest', tone: 'good' },
    notes: [
      'The strongest of the four: there is no code that could be typed into a false page.',
      'A key costs about 25 to 60 euros. Two are recommended: one for every day, one as a spare.',
    ],
    keep: ['Register a second key too, and keep it in a safe place. Losing the only key locks you out.'],
  },
];
