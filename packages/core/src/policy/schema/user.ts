/** How dangerous this request looks to the portal's own assessment. */
export type Risk = 'low' | 'medium' | 'high';

/** What a user's attribute may be. */
export type AttributeValue = string | number | boolean;

/**
 * The person in the portal's words. Passed with each call, never stored.
 *
 * What a condition of the policy names must be said: without `roles`, `groups`, the attribute or `risk`, calls throw
 * `input-invalid`. For a user who has none, pass an empty list, and an empty text as the attribute.
 */
export interface User {
  /** What an authenticator app shows beside the portal's name: a user name or an address. Any text. */
  readonly accountName: string;
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
  readonly attributes?: { readonly [name: string]: AttributeValue };
  /** The portal's assessment of this request. Pass `low` where nothing is suspected. */
  readonly risk?: Risk;
}
