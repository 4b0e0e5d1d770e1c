import type { RecoveryPath } from '../../account/factors/method.ts';
import type { Policy, RecoveryRule } from '../schema/policy.ts';
import type { User } from '../schema/user.ts';
import { matches } from './condition.ts';
import { type DecisionInput, type Demand, enrolledDemand } from './demand.ts';

/** The rule of a recovery path for this user: the first one of the path that matches. */
export function recoveryRule({ policy, facts }: DecisionInput, path: RecoveryPath): RecoveryRule | undefined {
  return recoveryRuleFor(policy, facts.user, path);
}

export function recoveryRuleFor(
  { recovery }: Policy,
  user: User,
  path: RecoveryPath,
): RecoveryRule | undefined {
  return recovery.find(({ via, when }) => via === path && matches(when, user));
}

/** The recovery paths of this user that need approvals. */
export function recoveryPathsFor({ recovery }: Policy, user: User): readonly RecoveryPath[] {
  const paths = recovery.filter(({ via, when }) => via !== 'backup-code' && matches(when, user));
  return [...new Set(paths.map(({ via }) => via))];
}

/** Whether the old factors are removed when the next one is confirmed. Then they do not block it. */
export function replacesAll(input: DecisionInput): boolean {
  const rule = grantedRule(input);
  return rule?.resets === 'on-confirmation' || rule?.resets === 'on-approval';
}

/**
 * The rules that exempt this session from the sign-in requirements: the rule of its grant, and the rule of a backup
 * code if the code alone signs in.
 */
export function exemptions(input: DecisionInput): readonly RecoveryRule[] {
  const granted = grantedRule(input);
  const code = input.evidence.some(({ method }) => method === 'backup-code')
    ? recoveryRule(input, 'backup-code')
    : undefined;
  return [...(granted ? [granted] : []), ...(code && opensSession(code) ? [code] : [])];
}

function grantedRule(input: DecisionInput): RecoveryRule | undefined {
  const { grant } = input.facts;
  return grant && recoveryRule(input, grant.via);
}

/** Whether it opens a session, and not only an enrolment. */
export function opensSession({ grants, after }: RecoveryRule): boolean {
  return grants === 'session' && after?.enrol !== true;
}

/**
 * Whether a recovery opened this session while the old factors remain. No rule sends such a session to an enrolment,
 * because that would need the lost factor.
 */
export function isLetInByRecovery(input: DecisionInput): boolean {
  const rule = grantedRule(input);
  return rule !== undefined && opensSession(rule) && input.facts.factors.length > 0;
}

/** What a session must prove before a change or an action: the sign-in requirement of a user with a factor. */
export function sessionDemand(input: DecisionInput): readonly Demand[] {
  return exemptions(input).some(opensSession) ? [] : enrolledDemand(input);
}
