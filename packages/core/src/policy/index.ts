export type { AssuranceLevel } from './assurance.ts';
export { amrOf, levelOf } from './assurance.ts';
export type {
  Decision,
  DenyReason,
  FactorFact,
  Facts,
  Intent,
  Unmet,
  UnmetReason,
  User,
} from './decision.ts';
export type { Duration } from './duration.ts';
export { evaluate } from './evaluate.ts';
export { parsePolicy } from './parse.ts';
export type {
  BackupCodeRule,
  ManageRules,
  MethodRule,
  Policy,
  Reaction,
  ReactionEvent,
  RecoveryRule,
  Rule,
  SessionEffect,
  ThrottleRule,
} from './policy.ts';
export { presetS1 } from './presets/s1.ts';
export { presetS2 } from './presets/s2.ts';
export type { Requirement, Selector } from './requirement.ts';
