import type { TextOverrides } from '@factorkit/pages';

/** Texts that only the portal of S0 has. */
export const milldrumTexts: TextOverrides = {
  settings: { title: 'Security' },
  challenge: { lost: 'I’ve lost access to my second factor' },
  recovery: {
    lost: {
      title: 'I’ve lost access to my second factor',
      supportSteps: ({ address, registered }) => [
        'Press the button. We received your request then, and tell you so at your registered address and number.',
        `Reach out: write to ${address} from your registered email address (${registered}), or call the number on your last invoice.`,
        'We verify who you are, switch your lost method off, and tell you a recovery code. We cannot look up a secret or a key: it can only be removed and added again.',
        'Then sign in with your password, enter the code and set up a new method.',
      ],
    },
  },
  setUp: {
    // This portal advises users to keep the secret, so it must not advise the opposite.
    secrecy:
      'Anyone who has the QR code or the secret key can make your codes and get in to your account. Keep them in a password manager and nowhere else: no screenshot, no photo, no email. Share them with nobody.',
  },
  enrol: {
    lead: 'Every account here needs a second factor besides the password. Choose one of these methods and set it up now; your account opens as soon as it works. Any one of them is enough, and most people choose the first.',
  },
  lockedOut: {
    heading: 'I’ve lost access to my second factor',
    advice: (address) =>
      `Please write to ${address} from your registered email address, or call the number on your last invoice.`,
    why: 'Once we have made sure that it is you, we switch your lost method off, and you set up a new one at your next sign-in. Nobody here can look up a secret or a key that you set up: it can only be removed and added again.',
  },
};
