export type { Raised, RaiseOptions } from '@factorkit/http';
export type { NestContext, NestHost, NestRequest, NestSupportHost } from './context.ts';
export { MfaExceptionFilter } from './exception-filter.ts';
export { MfaAssurance } from './mfa-assurance.ts';
export { MfaGuard } from './mfa-guard.ts';
export {
  MfaModule,
  type MfaModuleAsyncOptions,
  type MfaModuleOptions,
  type MfaModulePlacing,
} from './mfa-module.ts';
export { type BeginSignIn, MfaService } from './mfa-service.ts';
export {
  MfaSupportModule,
  type MfaSupportModuleAsyncOptions,
  type MfaSupportModuleOptions,
  type MfaSupportModulePlacing,
} from './mfa-support-module.ts';
export type { Making, OptionsFactory, Placing } from './placed.ts';
export { MfaRefusedException } from './refused.ts';
export { RequireMfa } from './require-mfa.ts';
