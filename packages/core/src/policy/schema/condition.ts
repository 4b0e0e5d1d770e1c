import type { AttributeValue, Risk } from './user.ts';

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
  /** The portal's assessment of this request is this or worse. */
  readonly risk?: Risk;
  readonly not?: Condition;
  readonly any?: readonly Condition[];
}

/** Whom a rule is for: it may also ask whether the user has a factor. A recovery and a trusted browser presuppose one. */
export interface RuleCondition extends Omit<Condition, 'not' | 'any'> {
  /**
   * Whether a factor is enrolled: active or suspended, of any method. Backup codes are none. `true` asks for a step-up of
   * the users who can do it, `{ "enrolled": true }`.
   */
  readonly enrolled?: boolean;
  readonly not?: RuleCondition;
  readonly any?: readonly RuleCondition[];
}
