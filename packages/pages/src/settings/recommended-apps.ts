/** @inline */
export type RecommendedApp = {
  readonly name: string;
  readonly android: string;
  readonly ios: string;
};

type KnownApp =
  | 'google-authenticator'
  | 'duo-mobile'
  | 'microsoft-authenticator'
  | '1password'
  | 'authy'
  | 'bitwarden';

const KNOWN: Readonly<Record<KnownApp, RecommendedApp>> = {
  'google-authenticator': {
    name: 'Google Authenticator',
    android: 'https://play.google.com/store/apps/details?id=com.google.android.apps.authenticator2',
    ios: 'https://apps.apple.com/app/google-authenticator/id388497605',
  },
  'duo-mobile': {
    name: 'Duo Mobile',
    android: 'https://play.google.com/store/apps/details?id=com.duosecurity.duomobile',
    ios: 'https://apps.apple.com/app/duo-mobile/id422663827',
  },
  'microsoft-authenticator': {
    name: 'Microsoft Authenticator',
    android: 'https://play.google.com/store/apps/details?id=com.azure.authenticator',
    ios: 'https://apps.apple.com/app/microsoft-authenticator/id983156458',
  },
  '1password': {
    name: '1Password',
    android: 'https://play.google.com/store/apps/details?id=com.onepassword.android',
    ios: 'https://apps.apple.com/app/id1511601750',
  },
  authy: {
    name: 'Authy',
    android: 'https://play.google.com/store/apps/details?id=com.authy.authy',
    ios: 'https://apps.apple.com/app/id494168017',
  },
  bitwarden: {
    name: 'Bitwarden',
    android: 'https://play.google.com/store/apps/details?id=com.x8bit.bitwarden',
    ios: 'https://apps.apple.com/app/id1137397744',
  },
};

/** An app by its usual name, or another one with its addresses in the two shops. @inline */
export type AppOption = KnownApp | RecommendedApp;

export function recommendedApps(apps: readonly AppOption[]): readonly RecommendedApp[] {
  return apps.map((app) => (typeof app === 'string' ? KNOWN[app] : app));
}
