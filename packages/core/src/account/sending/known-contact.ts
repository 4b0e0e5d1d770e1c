/** An address or number at which the account has known the user, and since when. */
export interface KnownContact {
  /** The host's id of the contact. It stays when the address changes. */
  readonly id: string;
  readonly channel: 'email' | 'sms';
  /** Sealed. */
  readonly address: string;
  /** A keyed hash of id, channel and address: the same for the same, so that a change is seen without opening it. */
  readonly mark: string;
  readonly firstSeen: number;
  /** When the host stopped naming it. */
  readonly replacedAt?: number;
}
