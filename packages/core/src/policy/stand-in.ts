import type { RecoveryPath } from '../account/method.ts';
import { matches } from './condition.ts';
import { type Demand, enrolledDemand, liveOnly, type Question, rulesFor, signInDemands } from './demand.ts';
import type { Policy, RecoveryRule } from './policy.ts';
import type { User } from './user.ts';
import { assertUserFits } from './user-facts.ts';

/** The rule of a way back in that is for this user: the first of its kind that matches. */
export function recoveryRule({ policy, facts }: Question, path: RecoveryPath): RecoveryRule | undefined {
  return recoveryRuleFor(policy, facts.user, path);
}

export function recoveryRuleFor(policy: Policy, user: User, path: RecoveryPath): RecoveryRule | undefined {
  return rulesOfRecovery(policy, user).find(({ via }) => via === path);
}

/** The ways back in that this user has and that others have a say in. */
export function recoveryPathsFor(policy: Policy, user: User): readonly RecoveryPath[] {
  const paths = rulesOfRecovery(policy, user).filter(({ via }) => via !== 'backup-code');
  return [...new Set(paths.map(({ via }) => via))];
}

// Only who has set up a factor can lose one, so `enrolled` holds here.
function rulesOfRecovery(policy: Policy, user: User): readonly RecoveryRule[] {
  assertUserFits(policy, user);
  return policy.recovery.filter(({ when }) => matches(when, { user, enrolled: true }));
}

/** Whether what was there before dies with the next factor that is confirmed: then it is in nobody's way. */
export function replacesAll(question: Question): boolean {
  return standIns(question).some(({ resets }) => resets === 'on-confirmation');
}

/** The recoveries whose evidence was shown: they stand in for what sign-in asks for. */
export function standIns(question: Question): readonly RecoveryRule[] {
  const shown = new Set(liveOnly(question.evidence).map(({ method }) => method));
  return [...shown].flatMap((method) => recoveryRule(question, method as RecoveryPath) ?? []);
}

/** Whether it opens the portal, and not only the way to a new factor. */
export function letsIn({ grants, after }: RecoveryRule): boolean {
  return grants === 'session' && after?.enrol !== true;
}

/** What a session must show before a guarded action: an enrolled factor, where there is one. */
export function sessionDemand(question: Question): readonly Demand[] {
  return standIns(question).some(letsIn) ? [] : enrolledDemand(question);
}

/** What a session must show before a change to the factors: all that sign-in asks of this user now. */
export function signInStrength(question: Question): readonly Demand[] {
  if (standIns(question).some(letsIn)) return [];
  return [...enrolledDemand(question), ...signInDemands(question, rulesFor(question, 'enforce'))];
}
