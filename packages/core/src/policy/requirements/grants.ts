import type { RecoveryPath } from '../../account/factors/method.ts';
import type { Policy, RecoveryRule } from '../schema/policy.ts';
import type { User } from '../schema/user.ts';
import { matches } from './condition.ts';
import { type Demand, enrolledDemand, type Question } from './demand.ts';

/** The rule of a recovery path that applies to this user: the first of its path that matches. */
export function recoveryRule({ policy, facts }: Question, path: RecoveryPath): RecoveryRule | undefined {
  return recoveryRuleFor(policy, facts.user, path);
}

export function recoveryRuleFor(
  { recovery }: Policy,
  user: User,
  path: RecoveryPath,
): RecoveryRule | undefined {
  return recovery.find(({ via, when }) => via === path && matches(when, user));
}

/** The recovery paths of this user on which others decide. */
export function recoveryPathsFor({ recovery }: Policy, user: User): readonly RecoveryPath[] {
  const paths = recovery.filter(({ via, when }) => via !== 'backup-code' && matches(when, user));
  return [...new Set(paths.map(({ via }) => via))];
}

/** Whether the old factors are removed when the next one is confirmed: then they are in nobody's way. */
export function replacesAll(question: Question): boolean {
  const rule = grantedRule(question);
  return rule?.resets === 'on-confirmation' || rule?.resets === 'on-approval';
}

/**
 * The rules that let the asker in without the factors that sign-in asks for: the rule of the grant that this session holds,
 * and that of a backup code where the code alone opens the portal.
 */
export function exemptions(question: Question): readonly RecoveryRule[] {
  const granted = grantedRule(question);
  const code = question.evidence.some(({ method }) => method === 'backup-code')
    ? recoveryRule(question, 'backup-code')
    : undefined;
  return [...(granted ? [granted] : []), ...(code && opensSession(code) ? [code] : [])];
}

function grantedRule(question: Question): RecoveryRule | undefined {
  const { grant } = question.facts;
  return grant && recoveryRule(question, grant.via);
}

/** Whether it opens the portal, and not only the way to a new factor. */
export function opensSession({ grants, after }: RecoveryRule): boolean {
  return grants === 'session' && after?.enrol !== true;
}

/**
 * Whether a recovery opened the portal beside the old factors. No rule sends such a session to an enrolment: that would take
 * the factor that is lost.
 */
export function isLetInByRecovery(question: Question): boolean {
  const rule = grantedRule(question);
  return rule !== undefined && opensSession(rule) && question.facts.factors.length > 0;
}

/** What a session must show before a change or a guarded action: what sign-in asks of a user who has a factor. */
export function sessionDemand(question: Question): readonly Demand[] {
  return exemptions(question).some(opensSession) ? [] : enrolledDemand(question);
}
