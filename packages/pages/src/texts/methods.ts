/** What a portal says about a method. @inline */
export type MethodTexts = {
  readonly name: string;
  /** A description in one sentence. */
  readonly summary: string;
  /** Its label in the list, for example “Strongest”. The tone colours it; the words must be clear without. */
  readonly rank?: { readonly says: string; readonly tone: 'good' | 'caution' | 'plain' };
  /** Its disadvantage, shown in the list. */
  readonly caution?: string;
  /** What to know before choosing it. */
  readonly notes: readonly string[];
  /** What to do at once, so that losing it does not lock the user out. */
  readonly keep: readonly string[];
};

/** The default texts of each method. */
export const methodTexts: Readonly<Record<'totp' | 'email' | 'sms' | 'webauthn', MethodTexts>> = {
  totp: {
    name: 'Authenticator app (TOTP)',
    summary: 'An app on your phone shows a 6-digit code, and a new one every 30 seconds.',
    rank: { says: 'Most people choose this', tone: 'plain' },
    notes: ['Free of charge, and it works offline: the app needs no network and no signal.'],
    keep: [
      'Keep the QR code, or the secret key that is in it, in a password manager. Without it you cannot move to a new phone by yourself.',
      'Do that now: once the code is checked, nobody can show them to you again.',
    ],
  },
  email: {
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
  sms: {
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
  webauthn: {
    name: 'Security key',
    summary: 'A small USB or NFC key, such as a YubiKey, that you insert or tap when you are asked to.',
    rank: { says: 'Strongest', tone: 'good' },
    notes: [
      'The strongest of the four: there is no code that could be typed into a false page.',
      'A key costs about 25 to 60 euros. Two are recommended: one for every day, one as a spare.',
    ],
    keep: ['Register a second key too, and keep it in a safe place. Losing the only key locks you out.'],
  },
};
