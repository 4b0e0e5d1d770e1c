/** The texts for setting a method up, of the portals with several methods. */
export const addMethodTexts = {
  know: 'Good to know',
  keep: 'So that you are not locked out',
  begin: 'Continue',
  check: 'Activate',
  back: 'Choose another method',
  appsHeading: '1. Get an authenticator app',
  scanHeading: '2. Scan the QR code',
  codeHeading: '3. Enter the code',
  appCode: 'Type the code that the app shows for this account. Nothing takes effect before that.',
  scan: 'Open the app, add an account and point the camera at this QR code. The app then shows 6 digits.',
  noScan: 'I cannot scan the QR code',
  name: 'Name',
  nextName: (name: string, number: number): string => `${name} ${number}`,
  nameHint: 'Your own words, so that you can tell it from others: “Key on my keyring”, for example.',
  emailGoes: 'We send a code to your registered email address, to see that it arrives.',
  smsGoes: 'We send a code to your registered phone number, to see that it arrives.',
  notAlone: 'This cannot be your only method. Please set up another one first, and then add this one.',
  noContact:
    'We know no address or number of yours for this. Add it to your profile first, or choose another method.',
  registered: 'This key is registered here already. Please use another one.',
  impossible: 'This cannot be added at the moment.',
};
