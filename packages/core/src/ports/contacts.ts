/** A way to reach a user. The portal collects, stores and changes it. */
export interface Contact {
  /** Unique for the user, and unchanged when the address changes. Not the address itself. */
  readonly id: string;
  readonly channel: 'email' | 'sms';
  /** An email address, or a phone number in E.164: `+491511234567`. */
  readonly address: string;
  /**
   * Since when the portal has known this address, in milliseconds since 1970. A recovery code is sent only to a
   * contact that was known for a week before the request.
   *
   * @defaultValue when Factorkit first saw it
   */
  readonly since?: number;
}
