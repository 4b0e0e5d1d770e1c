import type { Evidence } from '../../account/factors/evidence.ts';
import type { Method } from '../../account/factors/method.ts';
import type { Challenge, FactorFact, Unmet } from '../requirements/decision.ts';
import { type DecisionInput, isEnrolledDemand } from '../requirements/demand.ts';
import { opensSession, recoveryRule } from '../requirements/grants.ts';
import { adds, FIRST_FACTORS, type Leaf, leavesOf, openLeaves } from '../requirements/satisfaction.ts';
import { asEvidence, offeredMethods, usableFactors } from '../requirements/usable.ts';
import type { Requirement, Selector } from '../schema/requirement.ts';

/** What the challenge is for: at sign-in a backup code can help even if it does not sign in by itself. */
export type Asked = 'sign-in' | 'change';

/** The factors, first factors or backup code that would help to meet the requirements. */
export function challengeFor(input: DecisionInput, unmet: readonly Unmet[], asked: Asked): Challenge {
  const { policy, facts, evidence, now } = input;
  const open = unmet.flatMap(({ requirement }) => openLeaves(requirement, evidence, now));
  const helpful = usableFactors(policy, facts.factors, now)
    .filter((factor) => helps(input, open, shownNow(factor, now)))
    .map(({ id }) => id);
  return {
    outcome: 'challenge',
    unmet,
    factors: [
      ...helpful.filter((id) => id === facts.primary),
      ...helpful.filter((id) => id !== facts.primary),
    ],
    firstFactors: FIRST_FACTORS.filter((method) => helps(input, open, { method, at: now, traits: [] })),
    backupCode: backupCodeHelps(input, { unmet, open, asked }),
  };
}

/** Whether a factor or a backup code can answer it. */
export function isAnswerable({ factors, backupCode }: Challenge): boolean {
  return factors.length > 0 || backupCode;
}

export function shownNow(factor: FactorFact, now: number): Evidence {
  const [shown] = asEvidence([factor], now);
  return shown as Evidence;
}

// Evidence that is already there, or from a channel that is already used, adds nothing.
export function helps({ evidence, now }: DecisionInput, open: readonly Leaf[], shown: Evidence): boolean {
  return open.some((leaf) => adds(leaf, shown, evidence, now));
}

interface Gap {
  readonly unmet: readonly Unmet[];
  readonly open: readonly Leaf[];
  readonly asked: Asked;
}

function backupCodeHelps(input: DecisionInput, { unmet, open, asked }: Gap): boolean {
  const { facts, now } = input;
  if (facts.factors.length === 0 || facts.backupCodesLeft === 0) return false;
  const rule = recoveryRule(input, 'backup-code');
  if (rule && (asked === 'sign-in' || (opensSession(rule) && unmet.some(isEnrolledDemand)))) return true;
  return helps(input, open, { method: 'backup-code', at: now, traits: [] });
}

/** The allowed methods that would help to meet these requirements, if enrolled. */
export function methodsThatHelp(
  { policy, now }: DecisionInput,
  requirements: readonly Requirement[],
): readonly Method[] {
  const selectors = requirements.flatMap(leavesOf).flatMap(({ of }) => of);
  return offeredMethods(policy, now).filter((method) =>
    selectors.some((selector) => mayMeet(selector, method)),
  );
}

/**
 * The methods that help with every requirement. If more than one new factor is needed: the methods for the requirement
 * that the fewest methods help with. Empty if one requirement has no helpful method, because then enrolling is useless.
 */
export function methodsThatLead(
  input: DecisionInput,
  requirements: readonly Requirement[],
): readonly Method[] {
  const helping = requirements.map((requirement) => methodsThatHelp(input, [requirement]));
  const least = Math.min(...helping.map(({ length }) => length));
  const fewest = helping.filter(({ length }) => length === least);
  // If several requirements have equally few methods, all of these are offered, so that the order of rules does not
  // matter.
  const some = offeredMethods(input.policy, input.now).filter((method) =>
    fewest.some((methods) => methods.includes(method)),
  );
  const every = some.filter((method) => helping.every((methods) => methods.includes(method)));
  return every.length > 0 ? every : some;
}

const WITHOUT_TRAITS: readonly Method[] = ['totp', 'email', 'sms'];

/** The traits of a new key, or of a plug-in's factor, are unknown before it is enrolled. */
function mayMeet(selector: Selector, method: Method): boolean {
  if (typeof selector === 'string') return selector === method;
  const named = selector.method?.includes(method) ?? true;
  return named && (selector.trait === undefined || !WITHOUT_TRAITS.includes(method));
}
