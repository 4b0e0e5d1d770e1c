export type { Actor } from './account/actor.ts';
export type { DomainEvent } from './account/domain-event.ts';
export type { Evidence } from './account/factors/evidence.ts';
export type { FactorData } from './account/factors/factor.ts';
export type {
  EvidenceMethod,
  FirstFactorMethod,
  Method,
  RecoveryPath,
  Trait,
} from './account/factors/method.ts';
export type { KeyringEntry } from './codec/keyring.ts';
export { keyringSealer } from './codec/keyring-sealer.ts';
export { consoleDelivery } from './delivery/console-delivery.ts';
export { createDeliveryAdapter, type DeliveryTiming } from './delivery/delivery-adapter.ts';
export { deliveryEndpoint, type EndpointOptions, isLoopback } from './delivery/endpoint.ts';
export { failoverDelivery } from './delivery/failover-delivery.ts';
export { functionDelivery } from './delivery/function-delivery.ts';
export { postOnce, resultOfStatus } from './delivery/http-exchange.ts';
export { retryingDelivery } from './delivery/retrying-delivery.ts';
export type { Caller, DeviceNaming, FirstFactor, SignedIn, Staff } from './engine/actors.ts';
export { createMfa } from './engine/create-mfa.ts';
export type { Mfa, Need } from './engine/mfa.ts';
export type { MfaOptions, TenantMfaOptions } from './engine/mfa-options.ts';
export type { MfaUpkeep } from './engine/mfa-upkeep.ts';
export type { AccountExport } from './engine/results/account-export.ts';
export type {
  AccountView,
  AssuranceCheck,
  BackupCodesAcknowledged,
  BackupCodesRegenerated,
  BackupCodesView,
  Enrolment,
  EnrolmentBegun,
  EnrolmentConfirmed,
  FactorRemoved,
  FactorRenamed,
  FactorView,
  NoticesDispatched,
  Permission,
  PrimaryChosen,
  SessionsOutcome,
  TrustedDeviceView,
} from './engine/results/account-outcomes.ts';
export type {
  DevicesRevoked,
  RecoveryApproved,
  RecoveryCancelled,
  RecoveryCompleted,
  RecoveryRequested,
  SupportFactor,
  SupportView,
  Unlocked,
} from './engine/results/desk-outcomes.ts';
export type { RecoveryDesk, SupportDesk } from './engine/results/desks.ts';
export type { KeyRotation } from './engine/results/key-rotation.ts';
export type {
  Assurance,
  CeremonyOptions,
  ChallengeRequired,
  ChallengeView,
  CodeSent,
  Complete,
  DeviceToken,
  EnrolmentRequired,
  FactorOption,
  Refusals,
  SendOutcome,
  SignIn,
  StepUp,
  VerifyOutcome,
} from './engine/results/outcomes.ts';
export type { RecoveryOffer, RecoveryView } from './engine/results/recovery-progress.ts';
export type { TenantMfa } from './engine/tenants.ts';
export type { MfaErrorCode } from './errors.ts';
export { assertNever, MfaError } from './errors.ts';
export type { CodeTexts } from './factors/code-texts.ts';
export { emailCode, smsCode } from './factors/delivered-code.ts';
export type {
  CeremonyInput,
  Check,
  CheckResult,
  FactorContext,
  FactorMethod,
  JsonObject,
  Reach,
  SetupContext,
} from './factors/method.ts';
export type { CodeSetup, Setup, TotpSetup, WebAuthnSetup } from './factors/setup.ts';
export { totp } from './factors/totp.ts';
export { browserName } from './notices/browser-name.ts';
export { englishMessages } from './notices/english-messages.ts';
export { messageTexts } from './notices/message-texts.ts';
export type { NoticeTexts } from './notices/notice-texts.ts';
export type { AssuranceLevel } from './policy/requirements/assurance.ts';
export type { Advice, GraceLeft, Intent, Unmet } from './policy/requirements/decision.ts';
export type { User } from './policy/schema/user.ts';
export type { AuditEvent, RequestSource } from './ports/audit.ts';
export { withCheckedArguments } from './ports/checked-arguments.ts';
export type { Clock } from './ports/clock.ts';
export type { Contact } from './ports/contacts.ts';
export type { Delivery, DeliveryAdapter, DeliveryResult } from './ports/delivery.ts';
export type { NoticeMessage } from './ports/notice.ts';
export type { Portal } from './ports/portal.ts';
export type { RandomSource } from './ports/random.ts';
export type { SealContext, Sealer } from './ports/sealer.ts';
export type { SendAdmission, SendAttempt, SendGuard } from './ports/send-guard.ts';
export type {
  EventPage,
  EventQuery,
  LoadedAccount,
  StorageAdapter,
  StoredAccount,
  UserIdPage,
  UserIdQuery,
} from './ports/storage.ts';
export type { Text } from './text.ts';
