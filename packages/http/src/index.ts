export type { AssuranceGuard, AssuranceGuardOptions, Guarded, GuardRefusal } from './assurance-guard.ts';
export { createAssuranceGuard } from './assurance-guard.ts';
export type { MfaCookieOptions } from './cookie.ts';
export type { DoorOptions } from './door.ts';
export { faultResponse } from './fault-response.ts';
export type { FormAnswer, FormHost } from './form-host.ts';
export type { FormToken, FormTokenInput } from './form-token.ts';
export { issueFormToken } from './form-token.ts';
export type { MfaHandler, MfaHandlerOptions } from './handler.ts';
export { createMfaHandler } from './handler.ts';
export type { LentDeviceName, MfaHost, Raised, RaiseOptions } from './host.ts';
export type { OpenApiDocument } from './openapi/document.ts';
export type { OpenApiDocumentOptions } from './openapi/openapi-document.ts';
export { openApiDocument } from './openapi/openapi-document.ts';
export { supportOpenApiDocument } from './openapi/support-openapi-document.ts';
export type { ProblemCode } from './problem.ts';
export {
  challengeCookie,
  challengeTokenIn,
  clearedChallengeCookie,
  clearedDeviceCookie,
  deviceTokenIn,
  signInCookies,
} from './sign-in-cookies.ts';
export type { StepUpChallenge } from './step-up-challenge.ts';
export { stepUpChallenge } from './step-up-challenge.ts';
export type { SupportHandler, SupportHandlerOptions } from './support-handler.ts';
export { createSupportHandler } from './support-handler.ts';
export type { SupportedUser, SupportHost, SupportPermission } from './support-host.ts';
export type { Engine, EveryMfa, TenantHost } from './tenant.ts';
export { engineFor } from './tenant.ts';
