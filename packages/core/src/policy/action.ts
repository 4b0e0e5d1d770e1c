import { challengeFor, isAnswerable, methodsThatHelp } from './challenge.ts';
import type { Verdict } from './decision.ts';
import { actionDemands, isEnrolledDemand, type Question, rulesFor, unmetOf } from './demand.ts';
import { sessionDemand } from './stand-in.ts';

/** Step-up: what must be shown before something that the portal guards by name. */
export function judgeAction(question: Question, action: string): Verdict {
  const { policy, facts, now } = question;
  const known = policy.rules.some(({ actions }) => actions !== undefined && Object.hasOwn(actions, action));
  if (!known) return { outcome: 'deny', reason: 'unknown-action' };
  const demands = actionDemands(rulesFor(question, 'enforce'), action);
  const frozen = facts.freezes?.filter((freeze) => freeze.action === action && now < freeze.until) ?? [];
  if (frozen.length > 0) {
    const unmet = demands.map((demand) => ({ ...demand, why: 'held' as const }));
    return { outcome: 'wait', unmet, until: Math.max(...frozen.map(({ until }) => until)) };
  }
  const unmet = unmetOf(question, [...sessionDemand(question), ...demands]);
  if (unmet.length === 0) return { outcome: 'allow' };
  const challenge = challengeFor(question, unmet, 'change');
  if (isAnswerable(challenge) || challenge.firstFactors.length > 0) return challenge;
  const methods = methodsThatHelp(
    question,
    unmet.map(({ requirement }) => requirement),
  );
  return unmet.some(isEnrolledDemand) || methods.length === 0
    ? { outcome: 'deny', reason: 'no-usable-factor' }
    : { outcome: 'enrol', unmet, methods };
}
