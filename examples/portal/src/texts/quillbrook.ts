import type { OfferedMethod, TextOverrides } from '@factorkit/pages';

/** Texts that only the portal of S4 has. */
export const quillbrookTexts: TextOverrides = {
  settings: { title: 'Security and access', add: 'Activate' },
  setUp: {
    appsLead: 'We recommend one of these two. Any other app for “TOTP” codes works as well.',
  },
  code: { label: '6-digit verification code' },
  sentCode: { label: '6-digit verification code' },
  addMethod: { check: 'Verify code' },
  notices: {
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
