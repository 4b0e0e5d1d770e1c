/** How dangerous this request looks to the portal's own assessment. */
export type Risk = 'low' | 'medium' | 'high';

/** What a user's attribute may be. */
export type AttributeValue = string | number | boolean;

/** The person in the portal's words. Handed in with each call, never stored. */
export interface User {
  /** What an authenticator app shows beside the portal's name: a user name or an address. Any text. */
  readonly accountName: string;
  /** Required where a condition of the policy names a role: an empty list where the user has none. */
  readonly roles?: readonly string[];
  /** Required where a condition of the policy names a group: an empty list where the user is in none. */
  readonly groups?: readonly string[];
  /** Required for each attribute that a condition of the policy names: `null` where the user has no value. */
  readonly attributes?: { readonly [name: string]: AttributeValue | null };
  /** The portal's assessment of this request; `low` where there is none. */
  readonly risk?: Risk;
}
