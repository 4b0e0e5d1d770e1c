import { addMethodTexts } from './add-method.ts';
import { layoutTexts } from './layouts.ts';
import { methodTexts } from './methods.ts';
import { plural } from './plural.ts';
import { recoveryTexts } from './recovery.ts';
import { trustedBrowserTexts } from './trusted-browsers.ts';

const minuteCount = plural({ one: '{count} minute', other: '{count} minutes' });
const attemptCount = plural({ one: '{count} attempt', other: '{count} attempts' });
const secondCount = plural({ one: '{count} second', other: '{count} seconds' });

const everywhere = {
  frame: {
    skip: 'Skip to the page content',
    signOut: 'Sign out',
    /** The title of a page with an error: a screen reader reads it first. */
    failed: (title: string): string => `Error: ${title}`,
    /** The name of a method in a label that is only read out. */
    quoted: (name: string): string => `“${name}”`,
  },
  challenge: {
    title: 'Confirm that it is you',
    lead: (brand: string, label: string): string =>
      `Your password is right. Now open the authenticator app you set up as “${label}” and find the entry “${brand}”.`,
    button: 'Sign in',
    emailLead: (hint: string): string =>
      `Your password is right. Now we check that it is you with a code by email to ${hint}.`,
    smsLead: (hint: string): string =>
      `Your password is right. Now we check that it is you with a code by text message to ${hint}.`,
    keyLead: (labels: string): string =>
      `Your password is right. Now use the key that you set up as ${labels}.`,
    others: 'Use another method',
    otherApp: (label: string): string => `Use “${label}”`,
    otherContact: (label: string, hint: string): string => `Use “${label}” (${hint})`,
    lost: 'I have lost access to my methods',
    backupCode: 'Use a backup code',
    cancel: 'Cancel and sign in as someone else',
  },
  code: {
    label: '6-digit code',
    hint: 'The 6 digits your app shows now. They change every 30 seconds.',
    wrong:
      'This code is not right, or it has run out. Your app shows a new code every 30 seconds: please enter the new one.',
    malformed: 'Please enter the 6 digits that your app shows.',
    used: 'You used this code already, and each code works once.',
    clockOff: (minutes: number, direction: 'fast' | 'slow'): string =>
      `The clock on your phone is about ${minuteCount(minutes)} ${direction === 'fast' ? 'fast' : 'slow'}, so its codes do not work. In the settings of your phone, set the date and time automatically, then enter the code that your app shows.`,
    next: (seconds: number): string =>
      `Please wait for the next code (in ${secondCount(seconds)}) and enter that one.`,
  },
  sentCode: {
    label: '6-digit code',
    hint: 'The 6 digits from the message.',
    wrong:
      'This code is not right, or it has run out. Only the newest code that you asked for in this window works, and it works once.',
    malformed: 'Please enter the 6 digits from the message.',
    used: 'You used this code already, and each code works once. Enter the newest code, or ask for another one.',
    offer: 'Nothing has been sent yet: press the button, and the code is on its way.',
    send: 'Send code',
    again: 'Send another code',
    sent: (hint: string, until: string): string => `We sent a code to ${hint}. It works until ${until}.`,
    notSent: (hint: string): string =>
      `We could not make sure that the code for ${hint} went out. If none arrives, ask for another one.`,
    resend: (from: string): string => `Nothing arrived? You can ask for another code from ${from}.`,
    resendNow: 'Nothing arrived? You can ask for another code now. The one before then stops working.',
    limited: (from: string): string =>
      `No new code was sent yet. You can ask for another one from ${from}. The last one still works.`,
    limitedHere: (from: string): string =>
      `No code was sent yet. You can ask for one from ${from}. A code that was sent before works only in the window in which it was asked for.`,
    refused: 'No code can be sent there at the moment. Please use another method.',
    spam: 'Please look in your spam folder too.',
  },
  key: {
    use: 'Use security key',
    create: 'Register security key',
    prompt:
      'Have the key at hand and press the button. When your browser asks for it, insert the key or tap it: a USB key goes into the port, an NFC key is held against the phone. Some keys also want their PIN or your finger.',
    waiting: 'Waiting for your key. Please follow your browser’s instructions.',
    script: 'A security key needs JavaScript, and a browser that knows security keys.',
    scriptOthers: 'Switch JavaScript on and reload the page, or use another method.',
    aborted: 'The key did not answer, or the request was cancelled. Please try again.',
    twice: 'This key is registered already. Please use another one.',
    wrong: 'The key’s answer could not be accepted. Please try again, or use another method.',
  },
  attempts: {
    left: (count: number): string => `You have ${attemptCount(count)} left.`,
    locked: (until: string): string =>
      `Too many wrong codes. To protect your account, no code is accepted until ${until}. Then enter a new code.`,
    last: 'You have 1 attempt left: after another wrong answer, this method is blocked for good.',
    lastThen: 'After another wrong answer, this method is blocked for good.',
    suspended: 'There were far too many wrong codes, so none is accepted here any more.',
  },
  backupCode: {
    title: 'Use a backup code',
    lead: 'When you set up two-factor authentication you were shown a list of backup codes and asked to keep it. Enter one of them. Each code works once.',
    label: 'Backup code',
    hint: 'Capital or small letters, with or without the dashes.',
    button: 'Continue',
    wrong: 'This is not one of your unused backup codes. Please check it, or try the next one on your list.',
    malformed: 'Please enter one of the backup codes from your list.',
    used: 'You used this backup code already, and each one works once. Please enter another one from your list.',
    none: 'This account has no backup codes that could be used.',
    back: 'Back to the code from the app',
    replacementTitle: 'Your new backup code',
    replacementLead: 'The code that you used will not work again. This one takes its place on your list.',
    replacementKeep: 'Write it down now, where your other backup codes are. It is shown only this once.',
    replacementLabel: 'Your new backup code',
    replacementButton: 'I have written it down',
  },
  lockedOut: {
    heading: 'You cannot sign in, or your phone or key is lost?',
    advice: (address: string): string =>
      `Please write from your registered contact email address to ${address}.`,
    why: 'We answer only mail from the address that we have on file for you, so that nobody else can ask us to open your account.',
    registered: (address: string): string => `Your registered address is ${address}.`,
    denied: 'None of the ways to prove that it is you can be used any more.',
  },
  settings: {
    title: 'Two-factor authentication',
    status: 'Two-factor authentication',
    on: 'active',
    off: 'not active',
    what: 'With two-factor authentication, signing in takes two things: your password, and a code or a key. Anyone who learns your password still cannot sign in.',
    prepare: 'Before you start',
    enable: 'Activate',
    disable: 'Deactivate',
    apps: 'Your methods',
    added: 'Added',
    lastUsed: 'Last used',
    asked: 'asked first',
    suspended: 'blocked after too many wrong codes: remove it and set it up again',
    switchedOff: 'switched off by the recovery of your account that is under way',
    rename: 'Rename',
    remove: 'Remove',
    addApp: 'Add another app',
    limit: 'You have as many of these as this portal allows.',
    check: 'Check here from time to time that everything is still as you left it, and when it was last used.',
    codes: 'Backup codes',
    codesLeft: (left: number, issued: number): string => `${left} of ${issued} left.`,
    codesLow: 'Only a few are left. Make new ones before you run out.',
    codesUnconfirmed: 'You have not confirmed yet that you have kept them.',
    newCodes: 'Make new backup codes',
    method: 'Method',
    sentTo: 'Codes go to',
    numberChanged: 'Your phone number changed: codes still go to the old one. Prove the new one.',
    addressChanged: 'Your email address changed: codes still go to the old one. Prove the new one.',
    proveNumber: 'Prove the new number',
    proveAddress: 'Prove the new address',
    numberGone:
      'Your profile has no phone number any more: codes still go to the old one. Enter a new number in your profile, or remove this method.',
    addressGone:
      'Your profile has no email address any more: codes still go to the old one. Enter a new address in your profile, or remove this method.',
    editProfile: 'Change your profile',
    model: 'Model',
    setUpAlready: 'Set up already.',
    askFirst: 'Ask for this first',
    optionsHeading: 'Options',
    addHeading: 'Add a method',
    add: 'Set up',
    second: 'Adding a second method (recommended)',
    secondLead:
      'You have one method only. A second one is your way in when the first is lost: an app on your phone and a security key on your keyring, for example.',
    spareKey:
      'You have one security key only. Two are recommended: register a spare one and keep it in a safe place.',
  },
  enrol: {
    title: 'Set up two-factor authentication',
    lead: 'Choose one of these methods and set it up now. Your account opens as soon as it works.',
    later: 'Not now',
  },
  setUp: {
    title: 'Set up your authenticator app',
    what: 'An authenticator app is an app on your phone that shows a new 6-digit code every 30 seconds. It needs no signal and sends nothing to us.',
    appsHeading: 'Recommended apps',
    appsLead: 'If you have none yet, install one of these. Any other app for “TOTP” codes works as well.',
    android: 'Android',
    ios: 'iPhone and iPad (iOS)',
    appFor: (app: string, system: string): string => `${app} for ${system}`,
    qr: 'QR code for your authenticator app',
    keyHeading: 'Secret key',
    keyLead: 'Choose “enter a setup key” in the app and type this key. Spaces do not matter.',
    keyAccount: 'Account',
    keyType: 'Type of key',
    timeBased: 'time-based',
    secrecy:
      'Do not take a screenshot of the QR code or the secret key, and do not share them. Anyone who has them can make your codes and get in to your account.',
    cancel: 'Cancel',
  },
  addApp: {
    title: 'Add another app',
    lead: 'A second app, on a tablet or another phone, lets you sign in when the first is not at hand.',
    label: 'Name',
    hint: 'Your own words, so that you can tell your methods apart: “Key on my keyring”, for example.',
    button: 'Continue',
    firstLabel: 'Authenticator app',
    invalid: 'Please enter a name of 1 to 64 characters.',
  },
  renameApp: {
    title: 'Rename a method',
    button: 'Save name',
  },
  removeApp: {
    title: 'Remove a method',
    lead: (label: string): string =>
      `“${label}” will no longer be asked for or accepted. Your other methods go on working.`,
    button: 'Remove',
  },
  disable: {
    title: 'Deactivate two-factor authentication',
    lead: 'From then on your password alone opens your account. All your methods and backup codes stop working here; you can set them up again at any time.',
    button: 'Deactivate',
  },
  newCodes: {
    title: 'Make new backup codes',
    lead: 'You get a new list. All codes of the old list stop working at once.',
    button: 'Make new codes',
  },
  codes: {
    title: 'Your backup codes',
    lead: 'Each of these codes lets you sign in once, should you lose your authenticator app.',
    keep: 'Copy them into a file now and keep it in a safe place, apart from your user name and password.',
    once: 'They are shown only this once.',
    list: 'Backup codes, one on each line',
    agreeLead: 'I have kept my backup codes.',
    agree: 'Agree',
  },
  confirm: {
    title: 'Confirm that it is you',
    titleFor: (purpose: string): string => `Confirm that it is you to ${purpose}`,
    lead: 'Before this change, please show once more that it is you.',
    /** What the proof is for: “Confirm that it is you to …”. */
    purposes: {
      enrol: 'set up a method',
      remove: 'remove a method',
      'set-primary': 'choose the method that is asked first',
      'regenerate-backup-codes': 'make new backup codes',
      manage: 'change your methods',
    },
    codeLead: (label: string): string => `Enter the code that your app “${label}” shows now.`,
    emailLead: (hint: string): string => `We check that it is you with a code by email to ${hint}.`,
    smsLead: (hint: string): string => `We check that it is you with a code by text message to ${hint}.`,
    keyLead: (labels: string): string => `Use your key ${labels}.`,
    codeButton: 'Confirm',
    shown: 'You have shown that it is you. Shall we go on with what you asked for?',
    goOn: 'Go on',
    password: 'Password',
    passwordLead: 'Enter your password.',
    passwordButton: 'Confirm password',
    wrongPassword: 'This is not your password.',
    backupCodeHeading: 'Or use a backup code',
    backupCodeButton: 'Confirm with a backup code',
  },
  notices: {
    enabled: 'Two-factor authentication is active.',
    disabled: 'Two-factor authentication is no longer active. Your password alone opens your account now.',
    appAdded: 'The app was added.',
    methodAdded: 'The method was added.',
    contactVerified: 'Verified. Codes go there from now on.',
    askedFirst: 'Saved. It is asked for first from now on.',
    appRemoved: 'The method was removed.',
    appRenamed: 'The method was renamed.',
    codesKept: 'Your new backup codes are active.',
    backupCodeUsed: 'You signed in with a backup code; it will not work again.',
    signedOut: 'You are signed out.',
    signInFirst: 'Please sign in first.',
    signInAgain: 'Please sign in again.',
    recoveryAsked: 'We received your request.',
    recoveryLater:
      'A request for this account was cancelled a short while ago. Please wait before you ask again, or contact support.',
    recoveryMoved: 'Your request has moved on, or time ran out. Please sign in again to go on.',
    recoveryStopped: 'The recovery is stopped. If you did not ask for it, change your password now.',
    recoveryOver: 'That recovery is not under way any more. Nothing was changed.',
    browserRevoked: 'This browser is not trusted any more.',
    browsersRevoked: 'No browser is trusted any more.',
    waitedTooLong: 'That took too long, so nothing was changed. Please fill in the form again.',
    askedMeanwhile:
      'Something else was asked for meanwhile, in another window perhaps, so nothing was changed. Please try again. If it was not you, sign out and change your password.',
    tooSlow: 'That took too long, or something changed meanwhile. Please sign in again.',
    startAgain: 'This set-up has ended. Nothing was changed. Please start again.',
    sessionsStayed:
      'The change was made, but your other sessions could not be ended. Please sign out there yourself.',
    setUpFirst: 'Set up a method first, then do this again. Nothing was changed.',
    notPossible: 'This is not possible at the moment. Nothing was changed.',
    codesNotYours: 'There is nothing to agree to any more. Please start again.',
  },
  errors: {
    staleTitle: 'This form is out of date',
    stale: 'Nothing was changed. Please go back, reload the page and send the form again.',
    tooLargeTitle: 'This form is too large',
    tooLarge: 'Nothing was changed. Please write less and send the form again.',
    unreadableTitle: 'This form cannot be read',
    unreadable: 'Nothing was changed. Please go back, reload the page and send the form again.',
    missingTitle: 'There is no such page',
    missing: 'The address may be mistyped, or the page has moved.',
    brokenTitle: 'Something went wrong on our side',
    broken: 'Nobody was signed in and nothing was lost. Please try again in a moment.',
    home: 'To the start page',
  },
};

/**
 * Every sentence of the pages. A portal overrides those that it words differently with `texts`; another language is another
 * object of this type. Plain words: users need not know what TOTP is.
 */
export const catalogue: typeof everywhere & {
  addMethod: typeof addMethodTexts;
  methods: typeof methodTexts;
  recovery: typeof recoveryTexts;
  browsers: typeof trustedBrowserTexts;
} & typeof layoutTexts = {
  ...everywhere,
  ...layoutTexts,
  addMethod: addMethodTexts,
  methods: methodTexts,
  recovery: recoveryTexts,
  browsers: trustedBrowserTexts,
};

export type Texts = typeof catalogue;
export type NoticeKey = keyof Texts['notices'];

/** The sentences that a portal words differently. */
export type TextOverrides = Overrides<Texts>;

type Overrides<Value> = Value extends string | readonly unknown[] | ((...input: never) => unknown)
  ? Value
  : { readonly [Key in keyof Value]?: Overrides<Value[Key]> };

/** The default texts, overridden by those of the portal. */
export function withOverrides(usual: Texts, own: TextOverrides | undefined): Texts {
  return merged(usual, own) as Texts;
}

function merged(usual: unknown, own: unknown): unknown {
  if (own === undefined) return usual;
  if (typeof usual !== 'object' || usual === null || Array.isArray(usual)) return own;
  const members = Object.entries(usual).map(([key, value]) => [key, merged(value, Object(own)[key])]);
  return Object.fromEntries(members);
}
