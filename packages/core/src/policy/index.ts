export type { JsonSchema } from '../schema/schema.ts';
export { englishCatalogue } from './catalogue/english.ts';
export type { Catalogue, Message } from './catalogue/message.ts';
export { say } from './catalogue/message.ts';
export { evaluate } from './decide/evaluate.ts';
export { explain, messagesOf } from './explain/explain.ts';
export type { Finding } from './lint/finding.ts';
export { lint } from './lint/lint.ts';
export { presetS0 } from './presets/s0.ts';
export { presetS1 } from './presets/s1.ts';
export { presetS2 } from './presets/s2.ts';
export { presetS3 } from './presets/s3.ts';
export { presetS4 } from './presets/s4.ts';
export { presetWorkforce } from './presets/workforce.ts';
export { meetsProfile, type Profile, withProfile } from './profiles/profile.ts';
export { profiles } from './profiles/profiles.ts';
export { sessionState } from './profiles/session-limits.ts';
export type { Decision, DenyReason, Facts } from './requirements/decision.ts';
export type { ActionNames } from './schema/action-names.ts';
export type { Condition, RuleCondition } from './schema/condition.ts';
export type { Duration } from './schema/duration.ts';
export { parsePolicy, policyJsonSchema } from './schema/parse.ts';
export type {
  BackupCodeRule,
  DeliveredCodeRule,
  Effect,
  Grace,
  Handover,
  ManageRules,
  MethodRule,
  Moment,
  Policy,
  Reaction,
  ReactionEvent,
  RecoveryAftermath,
  RecoveryRule,
  RecoveryVerification,
  Rule,
  SendRule,
  TrustedDeviceRule,
} from './schema/policy.ts';
export type { Requirement, Selector } from './schema/requirement.ts';
export { parseRequirement, requirement } from './schema/requirement-schema.ts';
export type { ThrottleRule } from './schema/throttle.ts';
export type { AttributeValue, Risk } from './schema/user.ts';
export type { Simulation } from './tools/simulate.ts';
export { simulate } from './tools/simulate.ts';
