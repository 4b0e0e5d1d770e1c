/** The texts for the payment account. */
export const paymentAccountTexts = {
  changedSubject: 'Your payment account was changed',
  changedText: (brand: string, lastDigits: string): string =>
    `The payment account of your ${brand} account was changed to one that ends in ${lastDigits}. If it was not you, contact support now.`,
  title: 'Payment account',
  lead: 'We collect your invoices from this bank account.',
  holder: 'Account holder',
  iban: 'IBAN',
  ibanHint: 'The number of the bank account, with or without spaces.',
  badHolder: 'Please enter the name of the account holder.',
  badIban: 'This is no IBAN. Please check it: a letter or digit may be wrong or missing.',
  now: 'At present',
  change: 'Change it',
  button: 'Change the payment account',
  purpose: 'change the payment account',
  guarded:
    'Before this is changed you show your second step once more, unless you did so in the last 5 minutes.',
};
