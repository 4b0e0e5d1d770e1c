export type { FormToken, FormTokenInput } from './body/form-token.ts';
export { issueFormToken } from './body/form-token.ts';
export type { MfaCookieOptions } from './cookies/cookie.ts';
export {
  challengeCookie,
  challengeTokenIn,
  clearedChallengeCookie,
  clearedDeviceCookie,
  deviceTokenIn,
  signInCookies,
} from './cookies/sign-in-cookies.ts';
export type {
  AssuranceGuard,
  AssuranceGuardOptions,
  Guarded,
  GuardRefusal,
} from './handler/assurance-guard.ts';
export { createAssuranceGuard } from './handler/assurance-guard.ts';
export type { MfaHandler, MfaHandlerOptions } from './handler/handler.ts';
export { createMfaHandler } from './handler/handler.ts';
export type { RequestHandlerOptions } from './handler/request-handler.ts';
export type { SupportHandler, SupportHandlerOptions } from './handler/support-handler.ts';
export { createSupportHandler } from './handler/support-handler.ts';
export type { FormAnswer, FormHost } from './host/form-host.ts';
export type { HostDeviceName as LentDeviceName, MfaHost, Raised, RaiseOptions } from './host/host.ts';
export type { SupportedUser, SupportHost, SupportPermission } from './host/support-host.ts';
export type { Engine, EveryMfa, TenantHost } from './host/tenant.ts';
export { engineFor } from './host/tenant.ts';
export type { OpenApiDocument } from './openapi/document.ts';
export type { OpenApiDocumentOptions } from './openapi/openapi-document.ts';
export { openApiDocument } from './openapi/openapi-document.ts';
export { supportOpenApiDocument } from './openapi/support-openapi-document.ts';
export { faultResponse } from './problems/fault-response.ts';
export type { ProblemCode } from './problems/problem.ts';
export type { StepUpChallenge } from './problems/step-up-challenge.ts';
export { stepUpChallenge } from './problems/step-up-challenge.ts';
