import type { Condition } from './condition.ts';
import type { Policy } from './policy.ts';

/** A fact about the user that a condition of the policy names. */
export interface UserFact {
  readonly member: 'roles' | 'groups' | 'attributes';
  /** Where the condition is: `rules[0]`, `recovery[1]`, `trustedDevices`. */
  readonly path: string;
  /** The rule that names it, where a rule does. */
  readonly rule?: string;
}

/** What the policy asks of a user besides the account name and the risk. Empty for a policy that treats all users alike. */
export function userFactsOf({ rules, recovery, trustedDevices }: Policy): readonly UserFact[] {
  return [
    ...rules.flatMap(({ id, when }, index) =>
      membersOf(when).map((member) => ({ member, path: `rules[${index}]`, rule: id })),
    ),
    ...recovery.flatMap(({ when }, index) =>
      membersOf(when).map((member) => ({ member, path: `recovery[${index}]` })),
    ),
    ...membersOf(trustedDevices?.when).map((member) => ({ member, path: 'trustedDevices' })),
  ];
}

function membersOf(condition: Condition | undefined): readonly UserFact['member'][] {
  if (condition === undefined) return [];
  const { role, group, attribute, not, any = [] } = condition;
  return [
    ...(role === undefined ? [] : (['roles'] as const)),
    ...(group === undefined ? [] : (['groups'] as const)),
    ...(attribute === undefined ? [] : (['attributes'] as const)),
    ...membersOf(not),
    ...any.flatMap(membersOf),
  ];
}
