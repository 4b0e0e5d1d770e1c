/** The portal's own assessment of how risky this request is. @inline */
export type Risk = 'low' | 'medium' | 'high';

/** The type of a user's attribute. @inline */
export type AttributeValue = string | number | boolean;

/**
 * The user, as the portal describes it. Passed with each call, never stored.
 *
 * Pass everything that a condition of the policy names: without `roles`, `groups`, the attribute or `risk`, calls throw
 * `input-invalid`. For a user who has none, pass an empty list, or an empty text as the attribute.
 */
export interface User {
  /** The name that an authenticator app shows beside the portal's name: a user name or an address. Any text. */
  readonly accountName: string;
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
  readonly attributes?: { readonly [name: string]: AttributeValue };
  /** The portal's assessment of this request. Pass `low` if nothing is suspicious. */
  readonly risk?: Risk;
}
