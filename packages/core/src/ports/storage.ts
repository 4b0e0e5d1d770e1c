import type { AuditEvent } from './audit.ts';

/** One user's account as an adapter keeps it. */
export interface StoredAccount {
  /** Random text, minted by the core for each save. It is compared, never interpreted. */
  readonly tag: string;
  /** Opaque text, kept byte for byte. */
  readonly state: string;
}

/**
 * The only way Factorkit keeps anything. Three methods, one row a user.
 *
 * User ids are opaque text: no trimming, no case folding, no normalising. Text with half a surrogate pair cannot be
 * kept and is refused with a TypeError, never altered; the engine lets none through. An adapter that throws refuses the
 * operation it was called for; it must not answer `true` unless both state and events are durable.
 * `@factorkit/testkit` has the contract as a test suite.
 */
export interface StorageAdapter {
  /** The account as last saved, or `undefined` where there is none. Must read its own writes. */
  load(userId: string): Promise<StoredAccount | undefined>;
  /**
   * Writes state and events in one atomic step, only if the stored tag equals `expected` (`undefined`: no row yet).
   * Answers `false`, and writes nothing at all, where it does not.
   */
  save(
    userId: string,
    next: StoredAccount,
    expected: string | undefined,
    events: readonly AuditEvent[],
  ): Promise<boolean>;
  /** Removes the account and writes the events in one atomic step. Removing what is not there still writes the events. */
  delete(userId: string, events: readonly AuditEvent[]): Promise<void>;
}
