import type { AuditEvent } from './audit.ts';

/** One user's account as an adapter keeps it. */
export interface StoredAccount {
  /** Random text, minted by the core for each save. It is compared, never interpreted. */
  readonly tag: string;
  /** Opaque text, kept byte for byte. */
  readonly state: string;
  /**
   * From when on the account wants to be looked at again (a notice waits in it): milliseconds since 1970; absent where
   * nothing waits. Kept beside the state for {@link StorageAdapter.due}; `load` need not give it back.
   */
  readonly due?: number;
}

/** What {@link StorageAdapter.load} found, and for whom. */
export interface LoadedAccount {
  /**
   * The user id that the store looked up: read back from the store, not copied from the argument, and also set when there
   * is no account. A client that mangled the id on the way to the store is found out by it.
   */
  readonly userId: string;
  /** The account as last saved, or `undefined` if there is none. */
  readonly stored: StoredAccount | undefined;
}

/** Which part of the audit trail. */
export interface EventQuery {
  /** The events of this user alone. */
  readonly userId?: string | undefined;
  /** The `cursor` of an earlier page: what comes after it. */
  readonly after?: string | undefined;
  /** At most so many: 1 to 1000. */
  readonly limit: number;
}

export interface EventPage {
  /** Oldest first. Empty: nothing more so far. */
  readonly events: readonly AuditEvent[];
  /** Where to go on, now or later. No event that is committed later falls before it. */
  readonly cursor: string;
}

/** Which part of the list of accounts. */
export interface UserIdQuery {
  /** The `cursor` of an earlier page: what comes after it. */
  readonly after?: string | undefined;
  /** At most so many: 1 to 1000. */
  readonly limit: number;
}

export interface UserIdPage {
  /** In an order of the adapter's own. A page may hold fewer than were asked for, or none, and not be the last. */
  readonly userIds: readonly string[];
  /** Where to go on, now or in another process; absent on the last page. */
  readonly cursor?: string | undefined;
}

/**
 * The only way Factorkit keeps anything. One row a user, and the audit trail.
 *
 * User ids are opaque text: no trimming, no case folding, no normalising. Text with half a surrogate pair cannot be
 * kept and is refused with a TypeError, never altered; the engine lets none through. An adapter that throws refuses the
 * operation it was called for; it must not answer `true` unless both state and events are durable.
 * `@factorkit/testkit` has the contract as a test suite.
 */
export interface StorageAdapter {
  /**
   * Reads the account. Must read its own writes. The engine refuses an answer whose `userId` is not the one that it asked
   * for: a confused store must not look like a user without factors.
   */
  load(userId: string): Promise<LoadedAccount>;
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
  /**
   * Removes the account, makes its audit trail nobody's and writes the events, in one atomic step: every event of the
   * user stays in its place with `pseudonym` for its `userId` and without `source` and `note`, which are told of a
   * person. Removing what is not there does the same; the events handed in carry the pseudonym already.
   */
  delete(userId: string, events: readonly AuditEvent[], pseudonym: string): Promise<void>;
  /** Writes events that go with no change of an account, such as an answer that was refused without being counted. */
  record(events: readonly AuditEvent[]): Promise<void>;
  /** The users whose account has a `due` that is not after `now`, longest due first; at most `limit` (1 to 1000). */
  due(now: number, limit: number): Promise<readonly string[]>;
  /**
   * Every user id that `save` wrote under and `delete` did not remove, page by page. One that is there from before the
   * first page until after the last is on exactly one of them, whatever is written meanwhile; one that comes or goes
   * meanwhile is on one, or on none.
   */
  readUserIds(query: UserIdQuery): Promise<UserIdPage>;
  /** The audit trail in the order it was committed, page by page: of one user, or of all. */
  readEvents(query: EventQuery): Promise<EventPage>;
  /** The clock of the store, in milliseconds since 1970. A store inside this process has the clock of the process. */
  now(): Promise<number>;
}
