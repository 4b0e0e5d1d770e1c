import { MfaError } from '../../errors.ts';
import type { Policy } from '../schema/policy.ts';
import type { User } from '../schema/user.ts';
import { type NamedFact, namedFacts, unsaidFact } from './condition.ts';

/** A fact about the user that a condition of the policy names. */
export interface UserFact extends NamedFact {
  /** The place of the condition: `rules[0]`, `recovery[1]`, `trustedDevices`. */
  readonly path: string;
  /** The rule that names it. Optional. */
  readonly rule?: string;
}

/** Cached, because a policy does not change after parsing and each decision needs its facts. */
const known = new WeakMap<Policy, readonly UserFact[]>();

/** The facts that the policy needs besides the account name. Empty if it treats all users alike. */
export function userFactsOf(policy: Policy): readonly UserFact[] {
  const found = known.get(policy) ?? factsIn(policy);
  known.set(policy, found);
  return found;
}

/** The same without the risk: what a challenge token does not carry. */
export function factsToAskFor(policy: Policy): readonly UserFact[] {
  return userFactsOf(policy).filter(({ member }) => member !== 'risk');
}

function factsIn({ rules, recovery, trustedDevices }: Policy): readonly UserFact[] {
  return [
    ...rules.flatMap(({ id, when }, index) =>
      namedFacts(when).map((named) => ({ ...named, path: `rules[${index}]`, rule: id })),
    ),
    ...recovery.flatMap(({ when }, index) =>
      namedFacts(when).map((named) => ({ ...named, path: `recovery[${index}]` })),
    ),
    ...namedFacts(trustedDevices?.when).map((named) => ({ ...named, path: 'trustedDevices' })),
  ];
}

/**
 * Refuses a user without a fact that a condition of the policy names, even if this decision does not depend on it. So a
 * host that forgets the roles gets the error at the first call, not at the first administrator.
 *
 * @throws MfaError `input-invalid`, naming the member and the condition.
 */
export function assertUserFacts(policy: Policy, user: User): void {
  const unsaid = unsaidFact(userFactsOf(policy), user);
  if (unsaid === undefined) return;
  const { fact, why } = unsaid;
  const rule = fact.rule === undefined ? '' : ` ("${fact.rule}")`;
  throw new MfaError('input-invalid', `${why}: policy.${fact.path}${rule} depends on it`);
}
