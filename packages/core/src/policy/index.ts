export type { Freeze } from '../account/recovery.ts';
export type { AssuranceLevel } from './assurance.ts';
export { amrOf, levelOf } from './assurance.ts';
export { englishCatalogue } from './catalogue/english.ts';
export type { Catalogue, Message, MessageId, Parameter, Text } from './catalogue/message.ts';
export { say } from './catalogue/message.ts';
export type { Condition, RuleCondition } from './condition.ts';
export type {
  Advice,
  Challenge,
  Decision,
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
  Verdict,
} from './decision.ts';
export type { Duration } from './duration.ts';
export { evaluate } from './evaluate.ts';
export { explain, messagesOf } from './explain/explain.ts';
export type { Finding, FindingCode, Severity } from './lint/finding.ts';
export type { LintOptions } from './lint/lint.ts';
export { lint } from './lint/lint.ts';
export { parsePolicy, policyJsonSchema } from './parse.ts';
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
  ThrottleRule,
  TrustedDeviceRule,
} from './policy.ts';
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
export type { Requirement, Selector } from './requirement.ts';
export { parseRequirement } from './requirement-form.ts';
export type { JsonSchema } from './shape.ts';
export type { Group, SimulatedAccount, Simulation, SimulationInput } from './simulate.ts';
export { simulate } from './simulate.ts';
export type { AttributeValue, Risk, User } from './user.ts';
