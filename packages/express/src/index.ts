export type { Raised, RaiseOptions } from '@factorkit/http';
export { createRequireMfa, type RefuseMfa } from './require-mfa.ts';
export { type ExpressContext, type ExpressHost, mfaRouter } from './router.ts';
export {
  challengeTokenOf,
  clearChallengeCookie,
  clearDeviceCookie,
  deviceTokenOf,
  setSignInCookies,
} from './sign-in-cookies.ts';
export { type ExpressSupportHost, supportRouter } from './support-router.ts';
