import { MfaError } from '../errors.ts';
import type { AttributeValue, Risk, User } from './user.ts';

/**
 * Whom a rule is for. Everything that is said must hold; within a list, one is enough.
 *
 * `{ role: ['administrator'] }`, `{ attribute: { country: ['DE', 'FR'] } }`, `{ not: { group: ['pilot'] } }`
 */
export interface Condition {
  readonly role?: readonly string[];
  readonly group?: readonly string[];
  /** The user has the attribute, with one of these values. */
  readonly attribute?: { readonly [name: string]: readonly AttributeValue[] };
  /** The portal's assessment is this or worse. Without an assessment it is `low`. */
  readonly risk?: Risk;
  readonly not?: Condition;
  readonly any?: readonly Condition[];
}

const RISKS: readonly Risk[] = ['low', 'medium', 'high'];

/** @throws MfaError `input-invalid` where it names a fact that is not said of the user: absent is not the same as none. */
export function matches(condition: Condition | undefined, user: User): boolean {
  if (condition === undefined) return true;
  const unsaid = unsaidFact(namedFacts(condition), user);
  if (unsaid !== undefined) throw new MfaError('input-invalid', unsaid.why);
  return holds(condition, user);
}

function holds(condition: Condition, user: User): boolean {
  const { role, group, attribute = {}, risk, not, any } = condition;
  return (
    (role === undefined || role.some((name) => user.roles?.includes(name))) &&
    (group === undefined || group.some((name) => user.groups?.includes(name))) &&
    Object.entries(attribute).every(([name, values]) =>
      values.some((value) => value === user.attributes?.[name]),
    ) &&
    (risk === undefined || RISKS.indexOf(user.risk ?? 'low') >= RISKS.indexOf(risk)) &&
    (not === undefined || !holds(not, user)) &&
    (any === undefined || any.some((part) => holds(part, user)))
  );
}

/** A fact about the user that a condition names. */
export interface NamedFact {
  readonly member: 'roles' | 'groups' | 'attributes';
  /** The name of an attribute. */
  readonly attribute?: string;
}

export function namedFacts(condition: Condition | undefined): readonly NamedFact[] {
  if (condition === undefined) return [];
  const { role, group, attribute = {}, not, any = [] } = condition;
  return [
    ...(role === undefined ? [] : [{ member: 'roles' } as const]),
    ...(group === undefined ? [] : [{ member: 'groups' } as const]),
    ...Object.keys(attribute).map((name) => ({ member: 'attributes', attribute: name }) as const),
    ...namedFacts(not),
    ...any.flatMap(namedFacts),
  ];
}

/** The first of these that is not said of the user, and what to do about it. */
export function unsaidFact<Fact extends NamedFact>(
  facts: readonly Fact[],
  user: User,
): { readonly fact: Fact; readonly why: string } | undefined {
  const fact = facts.find(({ member, attribute }) => {
    const said = user[member];
    return said === undefined || (attribute !== undefined && !Object.hasOwn(said, attribute));
  });
  if (fact === undefined) return undefined;
  const { member, attribute } = fact;
  const why =
    attribute === undefined
      ? `user.${member} is missing (pass an empty list for a user who has none)`
      : `user.attributes.${attribute} is missing (pass an empty text for a user who has none)`;
  return { fact, why };
}
