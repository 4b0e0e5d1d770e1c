export type { FormToken } from './body/form-token.ts';
export { issueFormToken } from './body/form-token.ts';
export type { MfaCookieOptions } from './cookies/cookie.ts';
export {
  challengeTokenIn,
  clearedChallengeCookie,
  clearedDeviceCookie,
  deviceTokenIn,
  signInCookies,
} from './cookies/sign-in-cookies.ts';
export type { AssuranceGuard, AssuranceGuardOptions, GuardRefusal } from './handler/assurance-guard.ts';
export { createAssuranceGuard } from './handler/assurance-guard.ts';
export type { MfaHandlerOptions } from './handler/handler.ts';
export { createMfaHandler } from './handler/handler.ts';
export { createPageGate, type PageEntry } from './handler/page-gate.ts';
export type { MfaHandler } from './handler/request-handler.ts';
export type { SupportHandlerOptions } from './handler/support-handler.ts';
export { createSupportHandler } from './handler/support-handler.ts';
export type { BearerSessions, TokenPair } from './host/bearer-sessions.ts';
export { createBearerSessions } from './host/bearer-sessions.ts';
export type { FormAnswer, FormHost } from './host/form-host.ts';
export type { MfaHost, Raised, RaiseOptions } from './host/host.ts';
export type {
  SessionHost,
  SessionHostOptions,
  SessionPlace,
  SessionRecord,
  SpentIds,
} from './host/session-host.ts';
export { createSessionHost } from './host/session-host.ts';
export type { SupportedUser, SupportHost, SupportPermission } from './host/support-host.ts';
export type { EveryMfa } from './host/tenant.ts';
export { engineFor } from './host/tenant.ts';
export type { OpenApiDocument } from './openapi/document.ts';
export { openApiDocument } from './openapi/openapi-document.ts';
export { supportOpenApiDocument } from './openapi/support-openapi-document.ts';
export { faultResponse } from './problems/fault-response.ts';
export type { ProblemCode } from './problems/problem.ts';
export { stepUpChallenge } from './problems/step-up-challenge.ts';
