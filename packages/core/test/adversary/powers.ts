import type { Evidence } from '@factorkit/core';

/** What an attacker has. */
export interface Powers {
  readonly password: boolean;
  /** Reads what is sent to the owner's mailbox, sign-in links included. */
  readonly mailbox: boolean;
  /** Reads the owner's text messages. */
  readonly sim: boolean;
  /** `live`: a copy of a session. `ended`: the same, and it was ended since. */
  readonly session: 'none' | 'live' | 'ended';
  /** The cookie of a browser that the owner trusted. `ended`: the trust was ended since. */
  readonly cookie: 'none' | 'live' | 'ended';
  /** A key that opens stored data and makes nothing any more. */
  readonly retiredKey: boolean;
  /** Puts any text into the owner's row, but an older row and none. */
  readonly row: boolean;
  /** One member of staff does what the attacker says. */
  readonly approver: boolean;
}

/** What the attacker holds at the beginning. */
export interface Loot {
  readonly powers: Powers;
  /** What the stolen session shows, if it is live. */
  readonly sessionEvidence: readonly Evidence[] | undefined;
}
