/** The texts of one layout each: a single app in two set-ups, and switches. */
export const layoutTexts = {
  keyThenCheck: {
    prepare:
      'Install an authenticator app on your phone and open it, so that it is ready to scan. Any app for “TOTP” codes works.',
    steps: [
      'Open the authenticator app on your phone.',
      'Choose “Add account” or “+”.',
      'Choose “Scan QR code” and point the camera at this QR code. If that does not work, type the secret key into the app.',
      'The app now shows 6 digits for your account, and new ones every 30 seconds.',
    ] as readonly string[],
    scan: 'Scan the QR code',
    noEffect:
      'Nothing is switched on yet. It takes effect only after the next page, where you enter a code from the app.',
    continue: 'Continue',
    check: {
      title: 'Check the code',
      warning:
        'Save only once your app shows the account and its 6 digits. Otherwise you might not be able to sign in later.',
      button: 'Save',
      back: 'Back to the QR code',
    },
    active: {
      title: 'Two-factor authentication is active',
      next: 'What to do now',
      verify:
        'Log out and log in again at once. If you are asked for a code after your password, everything works.',
      logOut: 'Log out now',
      backup:
        'Before you change phones, back up your authenticator app, if it can do that, so that you do not lose your codes.',
      later: 'To the security settings',
    },
  },
  scanAndCheck: {
    step1: 'Step 1: scan the QR code',
    step1Lead:
      'Open the authenticator app, add an account and point the camera at this QR code. The app picks up your user name by itself and shows 6 digits.',
    noScan: 'I cannot scan the QR code',
    step2: 'Step 2: enter the code from the app',
    enable: 'Enable',
  },
  switches: {
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
  },
};
