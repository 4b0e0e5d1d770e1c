import type { Evidence } from '../factors/evidence.ts';

/** A browser that need not show a factor at sign-in for a while. */
export interface TrustedDevice {
  readonly id: string;
  /** Keyed hash of the token that the browser holds. */
  readonly hash: string;
  /**
   * Keyed hash of the half of the token that stays through every exchange: it tells an old token, which somebody
   * copied, from one that was made up or altered.
   */
  readonly series: string;
  /** The token before this one, still good for requests that were under way when it was exchanged. */
  readonly previous?: { readonly hash: string; readonly until: number };
  /** As the portal named it: `Firefox on Linux`. */
  readonly name: string;
  /** As the portal placed it: `Berlin`. */
  readonly place?: string;
  /** The account's epoch when it was trusted: a changed factor, a changed password and a recovery end all trust. */
  readonly epoch: string;
  /** What was shown, live, when it was trusted. */
  readonly evidence: readonly Evidence[];
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
}
