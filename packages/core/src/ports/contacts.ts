/** Where the portal can reach a user. It is the portal's: typed, kept and changed there. */
export interface Contact {
  /** Stable, also when the address changes; unique among the user's. Not the address itself. */
  readonly id: string;
  readonly channel: 'email' | 'sms';
  /** An email address, or a phone number in E.164: `+491511234567`. */
  readonly address: string;
  /**
   * Since when the portal has known this address: milliseconds since 1970. Defaults to when Factorkit first saw it. A
   * recovery code is sent only where the user was known for a week before the request.
   */
  readonly since?: number;
}
