import type { User } from '../policy/schema/user.ts';
import type { AuditEvent } from './audit.ts';
import type { Contact } from './contacts.ts';
import type { NoticeMessage } from './notice.ts';

/** The host hooks. All are optional. Without a hook, Factorkit skips what it is for. */
export interface Portal {
  /**
   * Returns the user as the portal knows them now: roles, groups and attributes. Required if a condition of the policy
   * names one of these, because challenge tokens do not contain them. If it throws, the operation is refused.
   */
  user?(userId: string): Promise<User>;
  /** Returns true if this is the user's password. The portal must throttle its own password checks. */
  verifyPassword?(userId: string, password: string): Promise<boolean>;
  /** Returns the user's contacts that the portal has verified. Required for codes that are sent and for `notify`. */
  contacts?(userId: string): Promise<readonly Contact[]>;
  /** Ends the user's sessions: all, or all except the named one. It may be called twice. */
  revokeSessions?(userId: string, options: { readonly except?: string }): Promise<void>;
  /**
   * Sends a notice to the user at one contact. `dispatchNotices` calls it. Throw if the message could not be handed
   * over: it is tried again with the same `id`. Required if the policy uses `notify` or offers a recovery that others
   * approve.
   */
  notify?(message: NoticeMessage): Promise<void>;
  /**
   * Called with whether the user has an enrolled factor (active or suspended) when that changes: after the first factor
   * is confirmed, the last one removed, or the account erased. Store it with the user for `expectEnrolled`. It is
   * called after the commit, and again by `dispatchNotices` until it resolves, so the same call may come more than
   * once.
   */
  enrolmentChanged?(change: { readonly userId: string; readonly enrolled: boolean }): Promise<void>;
  /**
   * Returns the last value that `enrolmentChanged` reported for this user; false if it was never called. If true and
   * the store has no enrolled factor, the user's requests are refused with `account-missing`. Called at each sign-in,
   * and when the store has no factor, unless the call passes `expectEnrolled` itself. Only this hook protects enrolment
   * by token.
   */
  expectEnrolled?(userId: string): Promise<boolean>;
  /** Called for each event after it was committed. Errors are ignored, because the decision is already final. */
  onEvent?(event: AuditEvent): void | Promise<void>;
}
