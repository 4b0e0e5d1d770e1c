import type { TextOverrides } from '@factorkit/pages';
import { appOnly } from './app-only.ts';

/** Texts that only the portal of S2 has. */
export const ringwellTexts: TextOverrides = {
  ...appOnly,
  settings: {
    ...appOnly.settings,
    title: 'Settings',
    on: 'enabled',
    off: 'not enabled',
    enable: 'Enable 2FA',
    disable: 'Disable 2FA',
  },
  setUp: {
    title: 'Enable two-factor authentication',
    appsLead:
      'You need one of these apps on your phone; they are free. Any other app that scans a QR code and makes “TOTP” codes works as well.',
  },
  disable: {
    ...appOnly.disable,
    title: 'Disable two-factor authentication',
    lead: 'From then on your password alone opens your account. The codes of your app and your backup codes stop working here; you can enable it again at any time.',
    button: 'Disable 2FA',
  },
  notices: {
    ...appOnly.notices,
    enabled:
      'Two-factor authentication was successfully enabled, and you were signed out. From now on you sign in with your user name and password, and then a code from your app.',
    disabled: 'Two-factor authentication is disabled. You can enable it again at any time.',
    backupCodeUsed:
      'You signed in with a backup code; it will not work again. If your app is lost for good, go to Settings, disable 2FA and enable it again with the new app.',
  },
};
