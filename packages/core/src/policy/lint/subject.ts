import type { Evidence } from '../../account/factors/evidence.ts';
import type { FirstFactorMethod, Method, Trait } from '../../account/factors/method.ts';
import { evaluate } from '../decide/evaluate.ts';
import { channelOf } from '../decide/possible-factors.ts';
import type { DecisionOutcome, FactorFact, Facts, GrantFact, Intent } from '../requirements/decision.ts';
import { isMet, leavesOf } from '../requirements/satisfaction.ts';
import { asEvidence, usableFactors } from '../requirements/usable.ts';
import type { Policy } from '../schema/policy.ts';
import type { Requirement } from '../schema/requirement.ts';
import type { User } from '../schema/user.ts';
import { type FactorSet, largestFactorSets, loneFactors } from './factor-sets.ts';
import { type Population, populationOf } from './users.ts';

/** The policy, with its kinds of users and the factors that they could have. */
export interface Subject {
  readonly policy: Policy;
  readonly now: number;
  /** Whether the caller passed the time, so that dates can have passed. */
  readonly dated: boolean;
  readonly firstFactors: readonly FirstFactorMethod[];
  readonly population: Population;
  readonly copies: number;
  readonly factorSets: readonly FactorSet[];
  readonly lone: readonly FactorFact[];
}

export interface SubjectOptions {
  readonly now?: number | undefined;
  readonly firstFactors?: readonly FirstFactorMethod[] | undefined;
}

export function subjectOf(policy: Policy, { now, firstFactors = ['password'] }: SubjectOptions): Subject {
  const moment = now ?? beforeAnyDate(policy);
  const copies = Math.max(
    3,
    ...requirementsIn(policy)
      .flatMap(leavesOf)
      .map(({ count = 1 }) => count),
  );
  return {
    policy,
    now: moment,
    dated: now !== undefined,
    firstFactors,
    population: populationOf(policy),
    copies,
    factorSets: largestFactorSets(policy, { now: moment, copies }),
    lone: loneFactors(policy, moment),
  };
}

// Without a clock, the time is before the first date of the policy, so that nothing has ended yet.
function beforeAnyDate({ methods }: Policy): number {
  const ends = Object.values(methods).flatMap((rule) =>
    rule?.until === undefined ? [] : [Date.parse(rule.until)],
  );
  return Math.min(0, ...ends) - 1;
}

/** Every requirement of a policy. */
export function requirementsIn(policy: Policy): readonly Requirement[] {
  const { methods, rules, manage, trustedDevices } = policy;
  return [
    ...Object.values(methods).map((rule) => rule?.activeOnlyIf),
    ...rules.flatMap(({ enrol, signIn, actions, advise }) => [
      enrol,
      signIn,
      advise,
      ...Object.values(actions ?? {}),
    ]),
    ...Object.values<Requirement | undefined>({ ...manage }),
    trustedDevices?.proof,
  ].filter((requirement) => requirement !== undefined);
}

interface Session {
  /**
   * Age of the evidence in milliseconds.
   *
   * @defaultValue 0
   */
  readonly age?: number;
  /** Without phishing-resistant evidence. */
  readonly phishable?: boolean;
  /** The factors are only remembered by a trusted browser. */
  readonly remembered?: boolean;
}

/** The evidence of the first factors. A federated sign-in has no traits. */
export function firstEvidence(
  { firstFactors, now }: Pick<Subject, 'firstFactors' | 'now'>,
  { age = 0, phishable = false }: Session = {},
): readonly Evidence[] {
  return firstFactors
    .filter((method) => !(phishable && method === 'passkey'))
    .map((method) => ({
      method,
      at: now - age,
      traits: method === 'passkey' ? (['phishing-resistant', 'user-verified', 'device-bound'] as const) : [],
      ...(method === 'magic-link' ? { channel: channelOf('email', 0) } : {}),
    }));
}

/** All evidence that these factors can give, and the first factors. */
export function fullEvidence(
  subject: Subject,
  factorSet: FactorSet,
  session: Session = {},
): readonly Evidence[] {
  const { policy, now } = subject;
  const { age = 0, phishable = false, remembered = false } = session;
  const extra: readonly Trait[] = remembered ? ['remembered'] : [];
  const shown = asEvidence(usableFactors(policy, factorSet, now), now)
    .filter(({ traits }) => !(phishable && traits.includes('phishing-resistant')))
    .map((piece) => ({ ...piece, at: now - age, traits: [...piece.traits, ...extra] }));
  return [...firstEvidence(subject, session), ...shown];
}

/** A backup code, if a session can have one. */
export function backupCodeEvidence({ policy, now }: Subject): readonly Evidence[] {
  const shown = policy.backupCodes !== undefined || policy.recovery.some(({ via }) => via === 'backup-code');
  return shown ? [{ method: 'backup-code', at: now, traits: [] }] : [];
}

export function factsOf(user: User, factorSet: FactorSet, evidence: readonly Evidence[]): Facts {
  return { user, factors: factorSet, backupCodesLeft: 0, evidence };
}

interface Showing {
  readonly user: User;
  readonly factorSet: FactorSet;
  readonly evidence: readonly Evidence[];
  /** The recovery grant of the session. */
  readonly grant?: GrantFact;
}

/** The policy's decision for this user with these factors and this evidence. */
export function decisionFor(
  { policy, now }: Subject,
  intent: Intent,
  { user, factorSet, evidence, grant }: Showing,
): DecisionOutcome {
  const facts = factsOf(user, factorSet, evidence);
  return evaluate(policy, grant === undefined ? facts : { ...facts, grant }, intent, now);
}

/** Whether the largest sets of factors can prove this in a session. */
export function canBeShown(
  subject: Subject,
  requirement: Requirement,
  factorSets: readonly FactorSet[],
): boolean {
  const others = backupCodeEvidence(subject);
  return factorSets.some((factorSet) =>
    isMet(requirement, [...fullEvidence(subject, factorSet), ...others], subject.now),
  );
}

/** Whether the largest sets of factors meet this as enrolled factors. */
export function canBeHad(
  { policy, now }: Subject,
  requirement: Requirement,
  factorSets: readonly FactorSet[],
): boolean {
  return factorSets.some((factorSet) =>
    isMet(requirement, asEvidence(usableFactors(policy, factorSet, now), now), now),
  );
}

/** Whether users of this policy can enrol a new factor of this method. */
export function isOffered({ policy, factorSets }: Subject, method: Method): boolean {
  return (
    policy.methods[method]?.allow === 'yes' &&
    factorSets.some((factorSet) => factorSet.some((factor) => factor.method === method))
  );
}
