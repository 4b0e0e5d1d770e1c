export const passwordTexts = {
  changedSubject: 'Your password was changed',
  changedText: (brand: string): string =>
    `The password of your ${brand} account was changed, and all other devices were signed out. If it was not you, contact support now.`,
  title: 'Change your password',
  link: 'Change password',
  lead: 'You stay signed in here, and are signed out everywhere else.',
  trust: 'Browsers that you trusted ask for your second step again.',
  current: 'Password now',
  next: 'New password',
  nextHint:
    'At least 15 characters. Four words that have nothing to do with each other are easy to remember.',
  short: 'Please choose a password of at least 15 characters.',
  wrong: 'This is not your password.',
  button: 'Change password',
};
