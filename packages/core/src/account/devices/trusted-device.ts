import type { Evidence } from '../factors/evidence.ts';

/** A browser that needs no second factor at sign-in for a limited time. */
export interface TrustedDevice {
  readonly id: string;
  /** Keyed hash of the browser's token. */
  readonly hash: string;
  /**
   * Keyed hash of the half of the token that stays the same through every exchange. It distinguishes an old token,
   * which was copied, from an invented or altered one.
   */
  readonly series: string;
  /** The previous token, still valid for requests that were in progress during the exchange. */
  readonly previous?: { readonly hash: string; readonly until: number };
  /** The name from the portal: `Firefox on Linux`. */
  readonly name: string;
  /** The place from the portal: `Berlin`. */
  readonly place?: string;
  /** The account's epoch when it was trusted. A changed factor, a changed password and a recovery end all trust. */
  readonly epoch: string;
  /** The live evidence when it was trusted. */
  readonly evidence: readonly Evidence[];
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
}
