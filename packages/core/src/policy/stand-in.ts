import type { RecoveryPath } from '../account/method.ts';
import { matches } from './condition.ts';
import { type Demand, enrolledDemand, type Question } from './demand.ts';
import type { Policy, RecoveryRule } from './policy.ts';
import type { User } from './user.ts';

/** The rule of a way back in that is for this user: the first of its kind that matches. */
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

/** The ways back in that this user has and that others have a say in. */
export function recoveryPathsFor({ recovery }: Policy, user: User): readonly RecoveryPath[] {
  const paths = recovery.filter(({ via, when }) => via !== 'backup-code' && matches(when, user));
  return [...new Set(paths.map(({ via }) => via))];
}

/** Whether what was there before dies with the next factor that is confirmed: then it is in nobody's way. */
export function replacesAll(question: Question): boolean {
  return standIns(question).some(({ resets }) => resets === 'on-confirmation');
}

/** The recoveries whose evidence was shown: they stand in for what sign-in asks for. */
export function standIns(question: Question): readonly RecoveryRule[] {
  const shown = new Set(question.evidence.map(({ method }) => method));
  return [...shown].flatMap((method) => recoveryRule(question, method as RecoveryPath) ?? []);
}

/** Whether it opens the portal, and not only the way to a new factor. */
export function letsIn({ grants, after }: RecoveryRule): boolean {
  return grants === 'session' && after?.enrol !== true;
}

/** What a session must show before a change or a guarded action: what sign-in asks of whoever has a factor. */
export function sessionDemand(question: Question): readonly Demand[] {
  return standIns(question).some(letsIn) ? [] : enrolledDemand(question);
}
