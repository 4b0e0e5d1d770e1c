import type { Evidence } from '../../account/factors/evidence.ts';
import type { Method } from '../../account/factors/method.ts';
import { bootstrapOf } from '../decide/enrolling.ts';
import { throttleOf } from '../limits.ts';
import { liveOnly } from '../requirements/demand.ts';
import { opensSession } from '../requirements/grants.ts';
import { isMet } from '../requirements/satisfaction.ts';
import type { Duration } from '../schema/duration.ts';
import { durationMs } from '../schema/duration.ts';
import type { ManageRules, MethodRule, Policy, Rule } from '../schema/policy.ts';
import type { Requirement } from '../schema/requirement.ts';
import { THROTTLE_DEFAULTS } from '../schema/throttle.ts';
import type { SessionLimits } from './session-limits.ts';

/** What a standard asks for, as data that a policy can be tightened by. */
export interface Profile {
  readonly id: string;
  /** The clauses it stands for. */
  readonly source: string;
  /** What every session must have shown, besides what the policy asks for. */
  readonly signIn?: Requirement;
  /** What every change to the factors must show, besides what the policy asks for. */
  readonly manage?: { readonly proof: Requirement; readonly bootstrap: Requirement };
  /** What users must be able to enrol. Nothing can be added to a policy by tightening it: `lint` looks for it. */
  readonly offers?: Requirement;
  /** Methods that do not count: nobody gets a new one. */
  readonly ending?: readonly Method[];
  /** `enrolment`: nobody gets in by recovery without a new factor. Defaults to `any`. */
  readonly recovery?: 'any' | 'enrolment';
  /** `none`: no browser is remembered. Defaults to `any`. */
  readonly trustedDevices?: 'any' | 'none';
  /** For WebAuthn. */
  readonly userVerification?: 'required';
  /** How long the portal's sessions may last, for `sessionState`. */
  readonly session?: SessionLimits;
  /** How many steps a code of an authenticator app may be away. */
  readonly steps?: number;
  readonly throttle?: {
    /** At most. */
    readonly attempts?: number;
    /** At least. */
    readonly lock?: Duration;
    /** At most. */
    readonly cap?: number;
  };
}

/**
 * The policy, tightened to a profile. Whatever it refused it refuses still: requirements are added and never replaced,
 * and of two limits the stricter one counts. Nothing is offered that was not offered before, so `lint` with the same
 * profile says what the policy lacks, and `simulate` says whom it would lock out.
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
 * Whether a session meets what a profile asks for at sign-in: the question behind an `acr`. It looks at what was shown
 * and with which traits, not at the `amr` (RFC 8176 §3). What a browser remembered was not shown.
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
    // Where nothing was said a default counted, and still does.
    bootstrap: both(bootstrapOf(manage), bootstrap),
  };
}

function both(first: Requirement, second: Requirement): Requirement {
  const said = 'all' in first ? first.all : [first];
  const known = said.some((part) => JSON.stringify(part) === JSON.stringify(second));
  return known ? first : { all: [...said, second] };
}

// A later entry of the same way must not come to the fore in place of one that was left out: it may ask for less.
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
