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
