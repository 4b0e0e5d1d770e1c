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

export function matches(condition: Condition | undefined, user: User): boolean {
  if (condition === undefined) return true;
  const { role, group, attribute, risk, not, any } = condition;
  return (
    (role === undefined || role.some((name) => user.roles?.includes(name))) &&
    (group === undefined || group.some((name) => user.groups?.includes(name))) &&
    (attribute === undefined ||
      Object.entries(attribute).every(([name, values]) => has(user, name, values))) &&
    (risk === undefined || RISKS.indexOf(user.risk ?? 'low') >= RISKS.indexOf(risk)) &&
    (not === undefined || !matches(not, user)) &&
    (any === undefined || any.some((part) => matches(part, user)))
  );
}

function has({ attributes }: User, name: string, values: readonly AttributeValue[]): boolean {
  if (attributes === undefined || !Object.hasOwn(attributes, name)) return false;
  return values.includes(attributes[name] as AttributeValue);
}
