import type { AuditEvent } from './audit.ts';

/** One user's account as an adapter stores it. */
export interface StoredAccount {
  /** Random text that the core creates for each save. It is only compared. */
  readonly tag: string;
  /** Opaque text, kept byte for byte. */
  readonly state: string;
  /**
   * When the account must be processed again because a notice waits in it: milliseconds since 1970. Not present if
   * nothing waits. Stored beside the state for {@link StorageAdapter.due}; `load` need not return it.
   */
  readonly due?: number;
}

/** Result of {@link StorageAdapter.load}. */
export interface LoadedAccount {
  /**
   * The user id that the store looked up. Read it back from the store, do not copy the argument; set it also if there
   * is no account. This detects a client that changed the id on the way to the store.
   */
  readonly userId: string;
  /** The account as last saved, or `undefined` if there is none. */
  readonly stored: StoredAccount | undefined;
}

/** Selects a part of the audit trail. */
export interface EventQuery {
  /** Only events of this user. */
  readonly userId?: string | undefined;
  /** The `cursor` of an earlier page. The page starts after it. */
  readonly after?: string | undefined;
  /** Maximum number of events: 1 to 1000. */
  readonly limit: number;
}

export interface EventPage {
  /** Oldest first. Empty if there are no more events so far. */
  readonly events: readonly AuditEvent[];
  /** Pass it as `after` for the next page, now or later. Events that are committed later never come before it. */
  readonly cursor: string;
}

/** Selects a part of the list of accounts. */
export interface UserIdQuery {
  /** The `cursor` of an earlier page. The page starts after it. */
  readonly after?: string | undefined;
  /** Maximum number of user ids: 1 to 1000. */
  readonly limit: number;
}

export interface UserIdPage {
  /** In any order that the adapter chooses. A page may have fewer ids than the limit, or none, and not be the last. */
  readonly userIds: readonly string[];
  /** Pass it as `after` for the next page, also in another process. Not present on the last page. */
  readonly cursor?: string | undefined;
}

/**
 * Stores all data of Factorkit: one row for each user, and the audit trail.
 *
 * User ids are opaque text: do not trim, fold case or normalise them. Text with half a surrogate pair, a time that is not
 * in whole milliseconds and a limit outside 1 to 1000 must be refused, never altered: {@link withCheckedArguments} does
 * that for an adapter. The engine passes none of them. If an adapter throws, the operation is refused. It must not return `true` unless both state and events are durable. `@factorkit/testkit` contains the
 * contract as a test suite.
 */
export interface StorageAdapter {
  /**
   * Reads the account. It must read its own writes. The engine refuses an answer with a different `userId`, so that a
   * faulty store does not look like a user without factors.
   */
  load(userId: string): Promise<LoadedAccount>;
  /**
   * Writes state and events in one atomic step, only if the stored tag equals `expected` (`undefined`: no row yet).
   * Otherwise writes nothing and returns `false`.
   */
  save(
    userId: string,
    next: StoredAccount,
    expected: string | undefined,
    events: readonly AuditEvent[],
  ): Promise<boolean>;
  /**
   * Removes the account, anonymises its audit trail and writes the events, in one atomic step. Every event of the user
   * keeps its place, with `pseudonym` as `userId` and without `source` and `note`. If there is no account, it does the
   * same. The passed events already contain the pseudonym.
   */
  delete(userId: string, events: readonly AuditEvent[], pseudonym: string): Promise<void>;
  /** Writes events that belong to no change of an account, such as a refused answer that was not counted. */
  record(events: readonly AuditEvent[]): Promise<void>;
  /**
   * Returns the users whose account has a `due` of `now` or earlier, longest due first. At most `limit` (1 to 1000).
   */
  due(now: number, limit: number): Promise<readonly string[]>;
  /**
   * Lists every user id that `save` wrote and `delete` did not remove, page by page. An id that exists from before the
   * first page until after the last is on exactly one page, whatever is written in the meantime. An id that is added or
   * removed in the meantime is on one page or on none.
   */
  readUserIds(query: UserIdQuery): Promise<UserIdPage>;
  /** Returns the audit trail of one user or of all, page by page, in the order of commits. */
  readEvents(query: EventQuery): Promise<EventPage>;
  /**
   * Returns the time of the store in milliseconds since 1970. A store inside this process uses the clock of the
   * process.
   */
  now(): Promise<number>;
}
