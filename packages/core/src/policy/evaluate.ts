import type { Evidence } from '../account/evidence.ts';
import type { FirstFactorMethod, Method } from '../account/method.ts';
import { assertNever } from '../errors.ts';
import type { Decision, DenyReason, FactorFact, Facts, Intent, Unmet } from './decision.ts';
import { maxOf } from './limits.ts';
import type { Policy } from './policy.ts';
import type { Requirement } from './requirement.ts';
import { ageless, isMet, selectorsOf, selects } from './satisfaction.ts';

const FIRST_FACTORS: readonly FirstFactorMethod[] = ['password', 'federated', 'passkey', 'magic-link'];

interface Demand {
  readonly path: string;
  readonly requirement: Requirement;
}

/**
 * Decides. Pure: the same policy, facts, intent and time give the same decision.
 *
 * `allow`: enough was shown. `challenge`: something more must be shown. `enrol`: something must be enrolled first.
 * `deny`: no, whatever is shown.
 */
export function evaluate(policy: Policy, facts: Facts, intent: Intent, now: number): Decision {
  switch (intent.kind) {
    case 'sign-in':
      return evaluateSignIn(policy, facts, now);
    case 'enrol':
      return (
        evaluateEnrolment(policy, facts, intent) ?? prove(policy, facts, enrolmentProof(policy, facts), now)
      );
    case 'confirm':
      return evaluateEnrolment(policy, facts, intent) ?? { outcome: 'allow' };
    case 'remove':
      return (
        evaluateRemoval(policy, facts, intent.factorId, now) ??
        prove(policy, facts, removalProof(policy), now)
      );
    case 'regenerate-backup-codes':
      if (policy.backupCodes === undefined) return deny('no-backup-codes');
      if (facts.factors.length === 0) return deny('not-enrolled');
      return prove(policy, facts, regenerationProof(policy), now);
    case 'manage':
      return prove(policy, facts, [], now);
    default:
      return assertNever(intent);
  }
}

function evaluateSignIn(policy: Policy, facts: Facts, now: number): Decision {
  const asked = standsIn(policy, facts.evidence)
    ? []
    : [...enrolledDemand(policy, facts), ...signInDemands(policy)];
  const unmet = unmetOf(asked, facts, now);
  if (unmet.length > 0) {
    const challenge = challengeFor(policy, facts, unmet);
    if (challenge.factors.length > 0 || challenge.backupCode) return challenge;
    // Something is enrolled and nothing of it can answer: opening up now would make a locked factor no factor at all.
    if (unmet.some(({ path }) => path === ENROLLED)) return deny('no-usable-factor');
    return enrolFor(policy, unmet);
  }
  const missing = unmetByEnrolment(policy, facts.factors, now);
  return missing.length > 0 ? enrolFor(policy, missing) : { outcome: 'allow' };
}

function evaluateEnrolment(
  policy: Policy,
  facts: Facts,
  intent: { readonly method: Method; readonly replaces?: string },
): Decision | undefined {
  const rule = policy.methods[intent.method];
  if (rule === undefined) return deny('method-not-allowed');
  const same = facts.factors.filter(({ method }) => method === intent.method);
  if (intent.replaces !== undefined && !same.some(({ id }) => id === intent.replaces))
    return deny('not-enrolled');
  const staying = same.filter(({ id }) => id !== intent.replaces);
  return staying.length >= maxOf(rule) ? deny('limit-reached') : undefined;
}

function evaluateRemoval(policy: Policy, facts: Facts, factorId: string, now: number): Decision | undefined {
  if (!facts.factors.some(({ id }) => id === factorId)) return deny('not-enrolled');
  const left = facts.factors.filter(({ id }) => id !== factorId);
  const keep = policy.manage.keep;
  const kept = keep === undefined || isMet(keep, asEvidence(policy, left, now), now);
  return kept && unmetByEnrolment(policy, left, now).length === 0 ? undefined : deny('must-keep');
}

/** Allows a change once the session shows what sign-in would ask for now, and the proof for this change. */
function prove(policy: Policy, facts: Facts, proof: readonly Demand[], now: number): Decision {
  const session = standsIn(policy, facts.evidence) ? [] : enrolledDemand(policy, facts);
  const unmet = unmetOf([...session, ...proof], facts, now);
  if (unmet.length === 0) return { outcome: 'allow' };
  const challenge = challengeFor(policy, facts, unmet);
  const answerable =
    challenge.factors.length > 0 || challenge.firstFactors.length > 0 || challenge.backupCode;
  return answerable ? challenge : deny('no-usable-factor');
}

const ENROLLED = 'enrolledMeansRequired';

/** Optional to enrol, never optional once enrolled: a suspended factor still counts as enrolled. */
function enrolledDemand(policy: Policy, facts: Facts): readonly Demand[] {
  if (policy.enrolledMeansRequired === false || facts.factors.length === 0) return [];
  return [{ path: ENROLLED, requirement: { of: allowedMethods(policy) } }];
}

function signInDemands({ rules }: Policy): readonly Demand[] {
  return rules.flatMap(({ signIn }, index) =>
    signIn === undefined ? [] : [{ path: `rules[${index}].signIn`, requirement: signIn }],
  );
}

function enrolmentProof({ manage }: Policy, facts: Facts): readonly Demand[] {
  if (facts.factors.length === 0) {
    const requirement = manage.bootstrap ?? { of: FIRST_FACTORS, maxAge: '15m' };
    return [{ path: 'manage.bootstrap', requirement }];
  }
  return [
    { path: manage.enrol ? 'manage.enrol' : 'manage.proof', requirement: manage.enrol ?? manage.proof },
  ];
}

function removalProof({ manage }: Policy): readonly Demand[] {
  return [
    { path: manage.remove ? 'manage.remove' : 'manage.proof', requirement: manage.remove ?? manage.proof },
  ];
}

function regenerationProof({ manage }: Policy): readonly Demand[] {
  const path = manage.regenerate ? 'manage.regenerate' : 'manage.proof';
  return [{ path, requirement: manage.regenerate ?? manage.proof }];
}

/** Whether a backup code was shown that stands in for the factors. */
function standsIn({ recovery }: Policy, evidence: readonly Evidence[]): boolean {
  return recovery.some(
    ({ via, grants }) => grants === 'session' && evidence.some(({ method }) => method === via),
  );
}

function unmetOf(demands: readonly Demand[], facts: Facts, now: number): readonly Unmet[] {
  return demands
    .filter(({ requirement }) => !isMet(requirement, facts.evidence, now))
    .map(({ path, requirement }) => ({ path, requirement, why: whyUnmet(requirement, facts, now) }));
}

function whyUnmet(requirement: Requirement, facts: Facts, now: number): Unmet['why'] {
  if (isMet(ageless(requirement), facts.evidence, now)) return 'expired';
  const selectors = selectorsOf(requirement);
  const firstFactor = FIRST_FACTORS.some((method) =>
    selectors.some((selector) => selects(selector, { method, traits: [] })),
  );
  const enrolled = facts.factors.some((factor) =>
    selectors.some((selector) => selects(selector, shownBy(factor))),
  );
  return firstFactor || enrolled ? 'missing' : 'not-enrolled';
}

function unmetByEnrolment(policy: Policy, factors: readonly FactorFact[], now: number): readonly Unmet[] {
  const evidence = asEvidence(policy, factors, now);
  return policy.rules.flatMap(({ enrol }, index) =>
    enrol === undefined || isMet(enrol, evidence, now)
      ? []
      : [{ path: `rules[${index}].enrol`, requirement: enrol, why: 'not-enrolled' as const }],
  );
}

/** What the factors could show: so that one language says both what to show and what to have. */
function asEvidence(policy: Policy, factors: readonly FactorFact[], now: number): readonly Evidence[] {
  return usable(policy, factors).map((factor) => ({ ...shownBy(factor), factorId: factor.id, at: now }));
}

function shownBy({ method }: FactorFact): { readonly method: Method; readonly traits: readonly [] } {
  return { method, traits: [] };
}

/** Only active factors of allowed methods count. */
function usable(policy: Policy, factors: readonly FactorFact[]): readonly FactorFact[] {
  return factors.filter(({ method, status }) => status === 'active' && policy.methods[method] !== undefined);
}

function allowedMethods({ methods }: Policy): readonly Method[] {
  return Object.keys(methods) as Method[];
}

function challengeFor(
  policy: Policy,
  facts: Facts,
  unmet: readonly Unmet[],
): Extract<Decision, { readonly outcome: 'challenge' }> {
  const selectors = unmet.flatMap(({ requirement }) => selectorsOf(requirement));
  const answers = (shown: Parameters<typeof selects>[1]): boolean =>
    selectors.some((selector) => selects(selector, shown));
  const factors = usable(policy, facts.factors)
    .filter((factor) => answers(shownBy(factor)))
    .map(({ id }) => id);
  const replaceable = unmet.some(({ path }) => path === ENROLLED || path.endsWith('.signIn'));
  const recoverable = replaceable && policy.recovery.some(({ via }) => via === 'backup-code');
  const backupCode =
    facts.factors.length > 0 &&
    facts.backupCodesLeft > 0 &&
    (recoverable || answers({ method: 'backup-code', traits: [] }));
  return {
    outcome: 'challenge',
    unmet,
    factors: [
      ...factors.filter((id) => id === facts.primary),
      ...factors.filter((id) => id !== facts.primary),
    ],
    firstFactors: FIRST_FACTORS.filter((method) => answers({ method, traits: [] })),
    backupCode,
  };
}

function enrolFor(policy: Policy, unmet: readonly Unmet[]): Decision {
  const selectors = unmet.flatMap(({ requirement }) => selectorsOf(requirement));
  const methods = allowedMethods(policy).filter((method) =>
    selectors.some((selector) =>
      typeof selector === 'string' ? selector === method : (selector.method?.includes(method) ?? true),
    ),
  );
  return { outcome: 'enrol', unmet, methods };
}

function deny(reason: DenyReason): Decision {
  return { outcome: 'deny', reason };
}
