export { challengeTokenOf, clearChallengeCookie, setChallengeCookie } from './challenge-cookie.ts';
export { type RequireMfaOptions, requireMfa } from './require-mfa.ts';
export { type ExpressContext, type ExpressHost, type MfaRouterOptions, mfaRouter } from './router.ts';
