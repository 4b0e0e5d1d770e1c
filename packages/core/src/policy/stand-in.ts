import type { RecoveryPath } from '../account/method.ts';
import { matches } from './condition.ts';
import { type Demand, enrolledDemand, type Question } from './demand.ts';
import type { RecoveryRule } from './policy.ts';

/** The rule of a way back in that is for this user: the first of its kind that matches. */
export function recoveryRule({ policy, facts }: Question, path: RecoveryPath): RecoveryRule | undefined {
  return policy.recovery.find(({ via, when }) => via === path && matches(when, facts.user));
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
