import type { AttributeValue, Risk, User } from './user.ts';

/**
 * Whom a rule is for. All members must hold; within a list, one value is enough.
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
  /** Whether the user has set up a factor. A factor that cannot be used any more counts, so that losing one loosens nothing. */
  readonly enrolled?: boolean;
  readonly not?: Condition;
  readonly any?: readonly Condition[];
}

/** The user that a condition is about. */
export interface ConditionSubject {
  readonly user: User;
  readonly enrolled: boolean;
}

const RISKS: readonly Risk[] = ['low', 'medium', 'high'];

export function matches(condition: Condition | undefined, subject: ConditionSubject): boolean {
  if (condition === undefined) return true;
  const { role, group, attribute, risk, enrolled, not, any } = condition;
  const { user } = subject;
  return (
    (role === undefined || role.some((name) => user.roles?.includes(name))) &&
    (group === undefined || group.some((name) => user.groups?.includes(name))) &&
    (attribute === undefined ||
      Object.entries(attribute).every(([name, values]) => has(user, name, values))) &&
    (risk === undefined || RISKS.indexOf(user.risk ?? 'low') >= RISKS.indexOf(risk)) &&
    (enrolled === undefined || enrolled === subject.enrolled) &&
    (not === undefined || !matches(not, subject)) &&
    (any === undefined || any.some((part) => matches(part, subject)))
  );
}

function has({ attributes }: User, name: string, values: readonly AttributeValue[]): boolean {
  if (attributes === undefined || !Object.hasOwn(attributes, name)) return false;
  return values.includes(attributes[name] as AttributeValue);
}

/** Every part of a condition, itself first. */
export function withParts(condition: Condition): readonly Condition[] {
  const parts = [...(condition.any ?? []), ...(condition.not === undefined ? [] : [condition.not])];
  return [condition, ...parts.flatMap(withParts)];
}
