import { passwordTexts } from './password.ts';
import { paymentAccountTexts } from './payment-account.ts';

const own = {
  frame: {
    skip: 'Skip to the page content',
    mainMenu: 'Main menu',
    account: 'Account',
    accountMenu: (userName: string): string => `Account menu of ${userName}`,
    allPortals: 'All demo portals',
  },
  signIn: {
    title: 'Sign in',
    lead: (brand: string): string => `Sign in to your ${brand} account.`,
    userName: 'User name',
    password: 'Password',
    button: 'Sign in',
    wrong: 'The user name or the password is not right. Please check both and try again.',
    paused: (until: string): string => `Too many wrong passwords. Please wait until ${until} and try again.`,
  },
  home: {
    title: 'Overview',
    welcome: (fullName: string): string => `Welcome, ${fullName}`,
  },
  profile: {
    title: 'Profile',
    name: 'Name',
    email: 'Email address',
    phone: 'Phone number',
    none: 'none',
    change: 'Change',
    changeTitle: 'Change your profile',
    purpose: 'change your profile',
    phoneHint: 'With the country code: +44 7700 900142, for example. Leave it empty to remove it.',
    save: 'Save',
    proveTitle: 'Confirm your new contact details',
    proveEmail: (address: string): string => `We sent a code to ${address}.`,
    provePhone: (number: string): string => `We sent a text message with a code to ${number}.`,
    proveLead: 'We use the old ones until you have entered the code.',
    proveButton: 'Confirm',
    proveLink: 'Enter the code for your new contact details',
    wrongCode: 'That code is wrong or has expired.',
    codeSubject: 'Confirm your new contact details',
    codeText: (brand: string, code: string): string =>
      `${code} is your code for ${brand}. It works for 10 minutes. If you did not ask for it, ignore this message.`,
    changedSubject: 'Your contact details were changed',
    changedText: (brand: string): string =>
      `The contact details of your ${brand} account were changed. If it was not you, sign in and change your password now, or contact support.`,
    badEmail: 'Please enter an email address.',
    badPhone: 'Please enter the number with its country code, beginning with “+”.',
    verifyPhone: (hint: string): string =>
      `Your new number is saved. Codes by text message still go to ${hint} until you have verified the new one.`,
    verifyEmail: (hint: string): string =>
      `Your new address is saved. Codes by email still go to ${hint} until you have verified the new one.`,
    verifyPhoneButton: 'Verify the new number',
    verifyEmailButton: 'Verify the new address',
  },
  guarded: {
    only: 'This page opens only after a sign-in with two-factor authentication.',
    notYet: 'You signed in with your password alone, so it stays closed.',
    settings: 'Set up two-factor authentication',
  },
  security: {
    title: 'Security',
    lead: 'How your account is protected.',
    option: 'Multi-factor auth',
    optionLead: 'Ask for a code from your phone, besides your password, at every sign-in.',
  },
  identityForm: {
    subject: (userName: string): string => `Identity form of ${userName}`,
  },
  missing: {
    title: 'There is no such page',
    text: 'The address may be mistyped, or the page has moved.',
    home: 'To the start page',
  },
  notices: {
    profileSaved: 'Your profile was saved.',
    contactLimited: 'Too many codes were sent. Please try again in an hour. Nothing was changed.',
    passwordSaved: 'Your password was changed. You are signed out everywhere else.',
    paymentSaved: 'The payment account was changed.',
    paymentHeld: 'After a recovery this waits for a while. Nothing was changed.',
  },
};

export type OwnTexts = typeof own & {
  readonly password: typeof passwordTexts;
  readonly payment: typeof paymentAccountTexts;
};

/** The sentences of the portals' own pages. The pages about second factors have theirs in `@factorkit/pages`. */
export const ownTexts: OwnTexts = { ...own, password: passwordTexts, payment: paymentAccountTexts };
