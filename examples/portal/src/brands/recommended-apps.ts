import type { RecommendedApp } from './brand.ts';

export const googleAuthenticator: RecommendedApp = {
  name: 'Google Authenticator',
  android: 'https://play.google.com/store/apps/details?id=com.google.android.apps.authenticator2',
  ios: 'https://apps.apple.com/app/google-authenticator/id388497605',
};

export const duoMobile: RecommendedApp = {
  name: 'Duo Mobile',
  android: 'https://play.google.com/store/apps/details?id=com.duosecurity.duomobile',
  ios: 'https://apps.apple.com/app/duo-mobile/id422663827',
};

export const microsoftAuthenticator: RecommendedApp = {
  name: 'Microsoft Authenticator',
  android: 'https://play.google.com/store/apps/details?id=com.azure.authenticator',
  ios: 'https://apps.apple.com/app/microsoft-authenticator/id983156458',
};

export const onePassword: RecommendedApp = {
  name: '1Password',
  android: 'https://play.google.com/store/apps/details?id=com.onepassword.android',
  ios: 'https://apps.apple.com/app/id1511601750',
};

export const authy: RecommendedApp = {
  name: 'Authy',
  android: 'https://play.google.com/store/apps/details?id=com.authy.authy',
  ios: 'https://apps.apple.com/app/id494168017',
};

export const bitwarden: RecommendedApp = {
  name: 'Bitwarden',
  android: 'https://play.google.com/store/apps/details?id=com.x8bit.bitwarden',
  ios: 'https://apps.apple.com/app/id1137397744',
};
