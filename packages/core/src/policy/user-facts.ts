import { MfaError } from '../errors.ts';
import { type Condition, withParts } from './condition.ts';
import type { Policy } from './policy.ts';
import type { User } from './user.ts';

/** A fact about the user that a condition of the policy names. */
export interface UserFact {
  readonly member: 'roles' | 'groups' | 'attributes';
  /** Which attribute, where it is one. */
  readonly attribute?: string;
  /** Where the condition is: `rules[0]`, `recovery[1]`, `trustedDevices`. */
  readonly path: string;
  /** The rule that names it, where a rule does. */
  readonly rule?: string;
}

const known = new WeakMap<Policy, readonly UserFact[]>();

/** What the policy asks of a user besides the account name and the risk. Empty for a policy that treats all users alike. */
export function userFactsOf(policy: Policy): readonly UserFact[] {
  const facts = known.get(policy) ?? readFacts(policy);
  known.set(policy, facts);
  return facts;
}

/**
 * Throws where the caller left out a role, a group or an attribute that a condition of the policy names: its absence would
 * read as "no", and the rule would be skipped in silence. An empty list, and `null` for an attribute, are values.
 *
 * @throws MfaError `input-invalid`, naming the member and the rule.
 */
export function assertUserFits(policy: Policy, user: User): void {
  const missing = userFactsOf(policy).find((fact) => isMissing(user, fact));
  if (missing === undefined) return;
  const { member, attribute, path, rule } = missing;
  const name = attribute === undefined ? member : `${member}.${attribute}`;
  const place = rule === undefined ? path : `the rule "${rule}"`;
  throw new MfaError('input-invalid', `user.${name} is missing, and ${place} asks for it`);
}

function isMissing(user: User, { member, attribute }: UserFact): boolean {
  const value = user[member];
  if (value === undefined || attribute === undefined) return value === undefined;
  return !Object.hasOwn(value, attribute) || user.attributes?.[attribute] === undefined;
}

function readFacts({ rules, recovery, trustedDevices }: Policy): readonly UserFact[] {
  return [
    ...rules.flatMap(({ id, when }, index) =>
      factsIn(when).map((fact) => ({ ...fact, path: `rules[${index}]`, rule: id })),
    ),
    ...recovery.flatMap(({ when }, index) =>
      factsIn(when).map((fact) => ({ ...fact, path: `recovery[${index}]` })),
    ),
    ...factsIn(trustedDevices?.when).map((fact) => ({ ...fact, path: 'trustedDevices' })),
  ];
}

function factsIn(condition: Condition | undefined): readonly Pick<UserFact, 'member' | 'attribute'>[] {
  if (condition === undefined) return [];
  return withParts(condition).flatMap(({ role, group, attribute = {} }) => [
    ...(role === undefined ? [] : [{ member: 'roles' } as const]),
    ...(group === undefined ? [] : [{ member: 'groups' } as const]),
    ...Object.keys(attribute).map((name) => ({ member: 'attributes', attribute: name }) as const),
  ]);
}
