import { catalogue, type Texts } from './catalogue.ts';

/** The texts of the portals with several methods, which do not speak only of apps. */
export const severalMethods: Texts = {
  ...catalogue,
  challenge: {
    ...catalogue.challenge,
    title: 'Confirm that it is you',
    others: 'Use another method',
    lost: 'I have lost access to my methods',
  },
  settings: {
    ...catalogue.settings,
    what: 'With two-factor authentication, signing in takes two things: your password, and a code or a key. Anyone who learns your password still cannot sign in.',
    apps: 'Your methods',
    check: 'Check here from time to time that everything is still as you left it, and when it was last used.',
    limit: 'You have as many of these as this portal allows.',
  },
  addApp: {
    ...catalogue.addApp,
    label: 'Name',
    hint: 'Your own words, so that you can tell your methods apart: “Key on my keyring”, for example.',
  },
  renameApp: { ...catalogue.renameApp, title: 'Rename a method' },
  removeApp: {
    ...catalogue.removeApp,
    title: 'Remove a method',
    lead: (label) => `“${label}” will no longer be asked for or accepted. Your other methods go on working.`,
  },
  disable: {
    ...catalogue.disable,
    lead: 'From then on your password alone opens your account. All your methods and backup codes stop working here; you can set them up again at any time.',
  },
  confirm: { ...catalogue.confirm, lead: 'Before this change, please show once more that it is you.' },
  lockedOut: {
    ...catalogue.lockedOut,
    heading: 'You cannot sign in, or your phone or key is lost?',
    registered: (address) => `Your registered address is ${address}.`,
  },
  notices: {
    ...catalogue.notices,
    appRemoved: 'The method was removed.',
    appRenamed: 'The method was renamed.',
    backupCodeUsed: 'You signed in with a backup code; it will not work again.',
  },
};
