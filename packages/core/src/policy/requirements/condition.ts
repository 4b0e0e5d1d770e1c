import { MfaError } from '../../errors.ts';
import { RISKS } from '../../schema/vocabulary.ts';
import type { Condition, RuleCondition } from '../schema/condition.ts';
import type { User } from '../schema/user.ts';

/** @throws MfaError `input-invalid` if it names a fact that the user lacks. A missing list is not an empty list. */
export function matches(condition: Condition | undefined, user: User): boolean {
  return matchesRule(condition, user, true);
}

/** The same for the condition of a rule. */
export function matchesRule(condition: RuleCondition | undefined, user: User, isEnrolled: boolean): boolean {
  if (condition === undefined) return true;
  const unsaid = unsaidFact(namedFacts(condition), user);
  if (unsaid !== undefined) throw new MfaError('input-invalid', unsaid.why);
  return holds(condition, user, isEnrolled);
}

function holds(condition: RuleCondition, user: User, isEnrolled: boolean): boolean {
  const { role, group, attribute = {}, risk, enrolled, not, any } = condition;
  return (
    (role === undefined || role.some((name) => user.roles?.includes(name))) &&
    (group === undefined || group.some((name) => user.groups?.includes(name))) &&
    Object.entries(attribute).every(([name, values]) =>
      values.some((value) => value === user.attributes?.[name]),
    ) &&
    (risk === undefined || (user.risk !== undefined && RISKS.indexOf(user.risk) >= RISKS.indexOf(risk))) &&
    (enrolled === undefined || enrolled === isEnrolled) &&
    (not === undefined || !holds(not, user, isEnrolled)) &&
    (any === undefined || any.some((part) => holds(part, user, isEnrolled)))
  );
}

/** A fact about the user that a condition names. */
export interface NamedFact {
  readonly member: 'roles' | 'groups' | 'attributes' | 'risk';
  /** The name of an attribute. */
  readonly attribute?: string;
}

export function namedFacts(condition: RuleCondition | undefined): readonly NamedFact[] {
  if (condition === undefined) return [];
  const { role, group, attribute = {}, risk, not, any = [] } = condition;
  return [
    ...(role === undefined ? [] : [{ member: 'roles' } as const]),
    ...(group === undefined ? [] : [{ member: 'groups' } as const]),
    ...(risk === undefined ? [] : [{ member: 'risk' } as const]),
    ...Object.keys(attribute).map((name) => ({ member: 'attributes', attribute: name }) as const),
    ...namedFacts(not),
    ...any.flatMap(namedFacts),
  ];
}

/** The first of these facts that the user lacks, and what to pass. */
export function unsaidFact<Fact extends NamedFact>(
  facts: readonly Fact[],
  user: User,
): { readonly fact: Fact; readonly why: string } | undefined {
  const fact = facts.find(({ member, attribute }) =>
    attribute === undefined ? user[member] === undefined : !Object.hasOwn(user.attributes ?? {}, attribute),
  );
  return fact && { fact, why: whyMissing(fact) };
}

function whyMissing({ member, attribute }: NamedFact): string {
  if (member === 'risk') return 'user.risk is missing (pass "low" where nothing is suspected)';
  return attribute === undefined
    ? `user.${member} is missing (pass an empty list for a user who has none)`
    : `user.attributes.${attribute} is missing (pass an empty text for a user who has none)`;
}
