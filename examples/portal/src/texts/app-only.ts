/** What portals say that offer authenticator apps only: “app” where others say “method”. */
export const appOnly = {
  challenge: {
    title: 'Enter your security code',
    others: 'Use another app',
    lost: 'I lost access to the authentication app',
  },
  settings: {
    what: 'With two-factor authentication, signing in takes two things: your password, and a 6-digit code from an app on your phone. Anyone who learns your password still cannot sign in.',
    apps: 'Your authenticator apps',
    check:
      'Check here from time to time that it is still switched on, and that “last used” is when you last entered a code.',
    limit: 'You have as many apps as this portal allows.',
  },
  addApp: {
    label: 'Name for this app',
    hint: 'Your own words, so that you can tell your apps apart: “Tablet at home”, for example.',
  },
  renameApp: { title: 'Rename an app' },
  confirm: {
    purposes: { enrol: 'set up an app', remove: 'remove an app', manage: 'change your apps' },
  },
  removeApp: {
    title: 'Remove an app',
    lead: (label: string): string =>
      `Codes from “${label}” will no longer be accepted. Your other apps go on working.`,
  },
  disable: {
    lead: 'From then on your password alone opens your account. The codes of your app stop working here; you can set it up again at any time.',
  },
  lockedOut: {
    heading: 'You cannot sign in, or your phone is lost?',
    registered: (address: string): string => `Yours is ${address}.`,
  },
  notices: { appRemoved: 'The app was removed.', appRenamed: 'The app was renamed.' },
};
