/** How dangerous this request looks to the portal's own assessment. */
export type Risk = 'low' | 'medium' | 'high';

/** What a user's attribute may be. */
export type AttributeValue = string | number | boolean;

/** The person in the portal's words. Handed in with each call, never stored. */
export interface User {
  /** What an authenticator app shows beside the portal's name: a user name or an address. Any text. */
  readonly accountName: string;
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
  readonly attributes?: { readonly [name: string]: AttributeValue };
  /** The portal's assessment of this request; `low` where there is none. */
  readonly risk?: Risk;
}
