export type { Raised, RaiseOptions } from '@factorkit/http';
export {
  createRequireMfa,
  type MfaRefusal,
  type RefuseMfa,
  type RequireMfa,
  type RequireMfaOptions,
} from './require-mfa.ts';
export { type ExpressContext, type ExpressHost, type MfaRouterOptions, mfaRouter } from './router.ts';
export {
  challengeTokenOf,
  clearChallengeCookie,
  clearDeviceCookie,
  deviceTokenOf,
  setSignInCookies,
} from './sign-in-cookies.ts';
export { type ExpressSupportHost, type SupportRouterOptions, supportRouter } from './support-router.ts';
