import type { AttributeValue, Risk } from './user.ts';

/**
 * The users that an entry applies to. All members must match; in a list, one match is enough.
 *
 * `{ role: ['administrator'] }`, `{ attribute: { country: ['DE', 'FR'] } }`, `{ not: { group: ['pilot'] } }`
 */
export interface Condition {
  readonly role?: readonly string[];
  readonly group?: readonly string[];
  /** The user has the attribute with one of these values. */
  readonly attribute?: { readonly [name: string]: readonly AttributeValue[] };
  /** The portal's assessment of this request is this or higher. */
  readonly risk?: Risk;
  readonly not?: Condition;
  readonly any?: readonly Condition[];
}

/**
 * The users that a rule applies to. It may also test for a factor. Recoveries and trusted browsers need one anyway.
 *
 * @inline
 */
export type RuleCondition = Omit<Condition, 'not' | 'any'> & {
  /**
   * Whether a factor is enrolled: active or suspended, of any method. Backup codes do not count. With `{ "enrolled":
   * true }` a rule requires a step-up only from users who can do it.
   */
  readonly enrolled?: boolean;
  readonly not?: RuleCondition;
  readonly any?: readonly RuleCondition[];
};
