import type { Evidence } from '../../account/factors/evidence.ts';
import type { Method } from '../../account/factors/method.ts';
import { bootstrapOf } from '../decide/enrolling.ts';
import { throttleOf } from '../limits.ts';
import { liveOnly } from '../requirements/demand.ts';
import { opensSession } from '../requirements/grants.ts';
import { isMet } from '../requirements/satisfaction.ts';
import { THROTTLE_DEFAULTS } from '../schema/defaults.ts';
import type { Duration } from '../schema/duration.ts';
import { durationMs } from '../schema/duration.ts';
import type { ManageRules, MethodRule, Policy, Rule } from '../schema/policy.ts';
import type { Requirement } from '../schema/requirement.ts';
import type { SessionLimits } from './session-limits.ts';

/** The requirements of a standard, as data to tighten a policy with. */
export interface Profile {
  readonly id: string;
  /** The clauses of the standard. */
  readonly source: string;
  /** What every session must prove, in addition to the policy. */
  readonly signIn?: Requirement;
  /** What every change to the factors must prove, in addition to the policy. */
  readonly manage?: { readonly proof: Requirement; readonly bootstrap: Requirement };
  /** What users must be able to enrol. Tightening a policy cannot add methods, so `lint` checks it. */
  readonly offers?: Requirement;
  /** Methods that do not count. Users cannot enrol new factors of them. */
  readonly ending?: readonly Method[];
  /**
   * `enrolment`: no recovery opens a session without a new factor.
   *
   * @defaultValue `any`
   */
  readonly recovery?: 'any' | 'enrolment';
  /**
   * `none`: no browser is trusted.
   *
   * @defaultValue `any`
   */
  readonly trustedDevices?: 'any' | 'none';
  /** For WebAuthn. */
  readonly userVerification?: 'required';
  /** How long the portal's sessions may last, for `sessionState`. */
  readonly session?: SessionLimits;
  /** Maximum distance of an authenticator-app code in time steps. */
  readonly steps?: number;
  readonly throttle?: {
    /** Maximum. */
    readonly attempts?: number;
    /** Minimum. */
    readonly lock?: Duration;
    /** Maximum. */
    readonly cap?: number;
  };
}

/**
 * Tightens a policy to a profile. The result refuses everything that the policy refused: requirements are added and
 * never replaced, and the stricter of two limits applies. No method is added. `lint` with the same profile reports what
 * the policy lacks, and `simulate` reports whom it would lock out.
 *
 * @example
 * ```ts
 * import { lint, presetWorkforce, profiles, withProfile } from '@factorkit/core/policy';
 *
 * const strict = withProfile(presetWorkforce, profiles.nistAal2);
 * lint(strict, { profile: profiles.nistAal2 }).filter(({ severity }) => severity === 'error'); // []
 * ```
 */
export function withProfile(policy: Policy, profile: Profile): Policy {
  const { trustedDevices, enrolledMeansRequired: _, ...rest } = policy;
  return {
    ...rest,
    methods: methodsUnder(policy, profile),
    rules: rulesUnder(policy, profile),
    manage: manageUnder(policy, profile),
    recovery: recoveryUnder(policy, profile),
    ...(trustedDevices === undefined || profile.trustedDevices === 'none' ? {} : { trustedDevices }),
    ...(profile.throttle === undefined ? {} : { throttle: throttleUnder(policy, profile.throttle) }),
  };
}

/**
 * Whether a session meets the sign-in requirement of a profile, for example to answer `acr`. It checks evidence and
 * traits, not `amr` (RFC 8176 §3). Remembered evidence does not count.
 */
export function meetsProfile(profile: Profile, evidence: readonly Evidence[], now: number): boolean {
  return profile.signIn === undefined || isMet(profile.signIn, liveOnly(evidence), now);
}

function methodsUnder({ methods }: Policy, profile: Profile): Policy['methods'] {
  const entries = Object.entries(methods) as [Method, MethodRule][];
  return Object.fromEntries(entries.map(([method, rule]) => [method, methodUnder(method, rule, profile)]));
}

function methodUnder(
  method: Method,
  rule: MethodRule,
  { ending, steps, userVerification }: Profile,
): MethodRule {
  return {
    ...rule,
    ...(ending?.includes(method) ? { allow: 'existing' } : {}),
    ...(method === 'webauthn' && userVerification !== undefined ? { userVerification } : {}),
    ...(method === 'totp' && steps !== undefined
      ? { past: Math.min(rule.past ?? 1, steps), future: Math.min(rule.future ?? 1, steps) }
      : {}),
  };
}

function rulesUnder({ rules }: Policy, { id, signIn }: Profile): readonly Rule[] {
  if (signIn === undefined) return rules;
  const own: Rule = { id: `profile:${id}`, signIn };
  const same = rules.some((rule) => JSON.stringify(rule) === JSON.stringify(own));
  return same ? rules : [...rules, { ...own, id: freeId(rules, own.id) }];
}

function freeId(rules: readonly Rule[], id: string): string {
  return rules.some((rule) => rule.id === id) ? freeId(rules, `${id}+`) : id;
}

function manageUnder({ manage }: Policy, { manage: own }: Profile): ManageRules {
  if (own === undefined) return manage;
  const { proof, bootstrap } = own;
  return {
    ...manage,
    proof: both(manage.proof, proof),
    ...(manage.enrol === undefined ? {} : { enrol: both(manage.enrol, proof) }),
    ...(manage.remove === undefined ? {} : { remove: both(manage.remove, proof) }),
    ...(manage.regenerate === undefined ? {} : { regenerate: both(manage.regenerate, proof) }),
    ...(manage.primary === undefined ? {} : { primary: both(manage.primary, proof) }),
    // If the policy has no `bootstrap`, its default applies.
    bootstrap: both(bootstrapOf(manage), bootstrap),
  };
}

function both(first: Requirement, second: Requirement): Requirement {
  const said = 'all' in first ? first.all : [first];
  const known = said.some((part) => JSON.stringify(part) === JSON.stringify(second));
  return known ? first : { all: [...said, second] };
}

// If an entry is removed, later entries of the same path are removed too, because they may require less.
function recoveryUnder({ recovery }: Policy, profile: Profile): Policy['recovery'] {
  if (profile.recovery !== 'enrolment') return recovery;
  return recovery.filter(
    (rule, index) =>
      !recovery.slice(0, index + 1).some((other) => other.via === rule.via && opensSession(other)),
  );
}

function throttleUnder(
  policy: Policy,
  {
    attempts = Number.POSITIVE_INFINITY,
    lock,
    cap = Number.POSITIVE_INFINITY,
  }: NonNullable<Profile['throttle']>,
): NonNullable<Policy['throttle']> {
  const known = throttleOf(policy);
  const { lock: own, maxLock, accountAttempts } = { ...THROTTLE_DEFAULTS, ...policy.throttle };
  const first = longer(own, lock ?? own);
  return {
    attempts: Math.min(known.attempts, attempts, cap),
    ...(accountAttempts === undefined ? {} : { accountAttempts: Math.min(accountAttempts, attempts, cap) }),
    lock: first,
    maxLock: longer(maxLock, first),
    cap: Math.min(known.cap, cap),
  };
}

function longer(one: Duration, other: Duration): Duration {
  return durationMs(other) > durationMs(one) ? other : one;
}
