export type { Freeze } from '../account/recovery/recovery.ts';
export { englishCatalogue } from './catalogue/english.ts';
export type { Catalogue, Message, MessageId, Parameter, Text } from './catalogue/message.ts';
export { say } from './catalogue/message.ts';
export { evaluate } from './decide/evaluate.ts';
export { explain, messagesOf } from './explain/explain.ts';
export type { Finding, FindingCode, Severity } from './lint/finding.ts';
export type { LintOptions } from './lint/lint.ts';
export { lint } from './lint/lint.ts';
export { presetS0 } from './presets/s0.ts';
export { presetS1 } from './presets/s1.ts';
export { presetS2 } from './presets/s2.ts';
export { presetS3 } from './presets/s3.ts';
export { presetS4 } from './presets/s4.ts';
export { presetWorkforce } from './presets/workforce.ts';
export type { Profile } from './profiles/profile.ts';
export { meetsProfile, withProfile } from './profiles/profile.ts';
export type { ProfileName } from './profiles/profiles.ts';
export { profiles } from './profiles/profiles.ts';
export { type SessionLimits, sessionState } from './profiles/session-limits.ts';
export type { AssuranceLevel } from './requirements/assurance.ts';
export { amrOf, levelOf } from './requirements/assurance.ts';
export type {
  Advice,
  Challenge,
  Decision,
  DecisionOutcome,
  DenyReason,
  FactorFact,
  Facts,
  GraceLeft,
  Intent,
  PostponedFact,
  RecoveryFact,
  Remarks,
  Unmet,
  UnmetReason,
} from './requirements/decision.ts';
export type { Condition, RuleCondition } from './schema/condition.ts';
export type { Duration } from './schema/duration.ts';
export { parsePolicy, policyJsonSchema } from './schema/parse.ts';
export type {
  BackupCodeRule,
  DeliveredCodeRule,
  Effect,
  Grace,
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
export { parseRequirement } from './schema/requirement-form.ts';
export type { JsonSchema } from './schema/shape.ts';
export type { ThrottleRule } from './schema/throttle.ts';
export type { AttributeValue, Risk, User } from './schema/user.ts';
export type { Group, SimulatedAccount, Simulation, SimulationInput } from './tools/simulate.ts';
export { simulate } from './tools/simulate.ts';
