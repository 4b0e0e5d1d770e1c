import type { Evidence } from '../../account/factors/evidence.ts';
import type { FirstFactorMethod, Method, Trait } from '../../account/factors/method.ts';
import { evaluate } from '../decide/evaluate.ts';
import { channelOf } from '../decide/possible-factors.ts';
import type { FactorFact, Facts, GrantFact, Intent, Verdict } from '../requirements/decision.ts';
import { isMet, leavesOf } from '../requirements/satisfaction.ts';
import { asEvidence, usableFactors } from '../requirements/usable.ts';
import type { Policy } from '../schema/policy.ts';
import type { Requirement } from '../schema/requirement.ts';
import type { User } from '../schema/user.ts';
import { type FactorSet, largestFactorSets, loneFactors } from './factor-sets.ts';
import { type Population, populationOf } from './users.ts';

/** The policy that is looked at, with whom and what it could meet. */
export interface Subject {
  readonly policy: Policy;
  readonly now: number;
  /** Whether the time is the caller's, so that dates can be said to have passed. */
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

// Without a clock a policy is looked at as it was before the first of its dates: nothing has ended yet.
function beforeAnyDate({ methods }: Policy): number {
  const ends = Object.values(methods).flatMap((rule) =>
    rule?.until === undefined ? [] : [Date.parse(rule.until)],
  );
  return Math.min(0, ...ends) - 1;
}

/** Every requirement of a policy, wherever it stands. */
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
  /** How long ago it was shown. Defaults to now. */
  readonly age?: number;
  /** Without what resists phishing. */
  readonly phishable?: boolean;
  /** The factors by a remembered browser only. */
  readonly remembered?: boolean;
}

/** What the portal checked first. A federated sign-in is taken to say nothing of how it was made. */
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

/** Everything that these factors can show, besides the first factors. */
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

/** A backup code, where a session could show one. */
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
  /** The recovery grant that the session holds. */
  readonly grant?: GrantFact;
}

/** What the policy decides for this user with these factors, who has shown this. */
export function verdictOn(
  { policy, now }: Subject,
  intent: Intent,
  { user, factorSet, evidence, grant }: Showing,
): Verdict {
  const facts = factsOf(user, factorSet, evidence);
  return evaluate(policy, grant === undefined ? facts : { ...facts, grant }, intent, now);
}

/** Whether the largest sets of factors could show this in a session. */
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

/** Whether the largest sets of factors meet this by being enrolled. */
export function canBeHad(
  { policy, now }: Subject,
  requirement: Requirement,
  factorSets: readonly FactorSet[],
): boolean {
  return factorSets.some((factorSet) =>
    isMet(requirement, asEvidence(usableFactors(policy, factorSet, now), now), now),
  );
}

/** Whether users of this policy can newly enrol this method. */
export function isOffered({ policy, factorSets }: Subject, method: Method): boolean {
  return (
    policy.methods[method]?.allow === 'yes' &&
    factorSets.some((factorSet) => factorSet.some((factor) => factor.method === method))
  );
}
