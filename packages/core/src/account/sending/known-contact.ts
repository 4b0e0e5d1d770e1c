/** An address or number of the user, and since when the account has known it. */
export interface KnownContact {
  /** The host's id of the contact. It is unchanged when the address changes. */
  readonly id: string;
  readonly channel: 'email' | 'sms';
  /** Sealed. */
  readonly address: string;
  /** A keyed hash of id, channel and address, to detect a change without opening the address. */
  readonly mark: string;
  readonly firstSeen: number;
  /** When the host stopped listing it. */
  readonly replacedAt?: number;
}
