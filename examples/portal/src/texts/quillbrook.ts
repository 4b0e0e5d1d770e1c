import type { OfferedMethod } from '../brands/offered-method.ts';
import { catalogue, type Texts } from './catalogue.ts';
import { severalMethods } from './several-methods.ts';

/** Texts that only the portal of S4 has. */
export const quillbrookTexts: Texts = {
  ...severalMethods,
  settings: { ...severalMethods.settings, title: 'Security and access', add: 'Activate' },
  setUp: {
    ...severalMethods.setUp,
    appsLead: 'We recommend one of these two. Any other app for “TOTP” codes works as well.',
  },
  code: { ...catalogue.code, label: '6-digit verification code' },
  sentCode: { ...catalogue.sentCode, label: '6-digit verification code' },
  addMethod: { ...severalMethods.addMethod, check: 'Verify code' },
  notices: {
    ...severalMethods.notices,
    enabled: 'The method is active. From now on you are asked for it when you sign in.',
    methodAdded: 'The method is active.',
    appRemoved: 'The method was deactivated.',
  },
};

export const quillbrookMethods: readonly OfferedMethod[] = [
  {
    method: 'totp',
    name: 'Authentication app',
    summary: 'An app on your phone shows a 6-digit code, and a new one every 30 seconds.',
    notes: [],
    keep: ['Before you change phones, back up the app, or activate Email as well.'],
  },
  {
    method: 'email',
    name: 'Email',
    summary: 'We send a 6-digit code to your registered email address.',
    notes: [],
    keep: ['Make sure that you can read this mailbox from another device too.'],
  },
];

/** The texts that only this portal has. */
export const quillbrookPages = {
  heading: 'Two-factor authentication',
  lead: 'A second step after your password. It is yours alone: each user of this account sets it up for themselves.',
  preferences: 'Preferences',
  preferencesOff: 'To choose a primary method, activate both methods first.',
  switch: (name: string): string => `${name}, two-factor authentication`,
  on: 'Active',
  off: 'Not active',
  stays: 'To deactivate this method, activate the other one first.',
  activate: {
    title: (name: string): string => `Activate: ${name}`,
    lead: 'Please enter your password first.',
    button: 'Confirm password',
  },
  deactivate: {
    title: (name: string): string => `Deactivate: ${name}`,
    lead: (name: string): string =>
      `${name} will no longer be asked for or accepted. The other method stays active.`,
    button: 'Deactivate',
  },
  primary: {
    title: 'Primary method',
    lead: 'The primary method is asked for first when you sign in. You can still choose the other one there.',
    legend: 'Which method should be asked for first?',
    tag: 'primary',
    button: 'Save',
  },
};

export type SwitchTexts = typeof quillbrookPages;
