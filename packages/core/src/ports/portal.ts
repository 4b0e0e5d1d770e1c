import type { User } from '../policy/schema/user.ts';
import type { AuditEvent } from './audit.ts';
import type { Contact } from './contacts.ts';
import type { NoticeMessage } from './notice.ts';

/** The hooks of the host. All are optional: without a hook, what it is for is not done. */
export interface Portal {
  /**
   * The user as the portal knows them now: roles, groups and attributes. Needed where a condition of the policy names one
   * of these, because challenge tokens do not carry them. An error refuses the operation.
   */
  user?(userId: string): Promise<User>;
  /** True where this is the user's password. The portal throttles its own password checks. */
  verifyPassword?(userId: string, password: string): Promise<boolean>;
  /** Where the user can be reached, as the portal has verified it. Required for codes that are sent and for `notify`. */
  contacts?(userId: string): Promise<readonly Contact[]>;
  /** Ends the user's sessions: all of them, or all but the one named. Must be safe to call twice. */
  revokeSessions?(userId: string, options: { readonly except?: string }): Promise<void>;
  /**
   * Tells the user something, at one contact: called by `dispatchNotices`. Throws where it could not be handed over, so
   * that it is tried again; the same `id` comes again then. Required where the policy says `notify` or offers a recovery
   * that others decide.
   */
  notify?(message: NoticeMessage): Promise<void>;
  /**
   * Told whether the user has an enrolled factor, active or suspended, whenever that changes: after the first is confirmed,
   * the last removed, the account erased. Store it with the user for `expectEnrolled`. Called after the change was committed,
   * and again by `dispatchNotices` until it resolves, so it may come more than once.
   */
  enrolmentChanged?(change: { readonly userId: string; readonly enrolled: boolean }): Promise<void>;
  /**
   * What `enrolmentChanged` said last of this user; false where it was never called. If true and the store has no enrolled
   * factor, what the user does is refused with `account-missing`. Asked at each sign-in, and where the store has no
   * factor, unless the call passes `expectEnrolled` itself. Only the hook protects enrolment by token.
   */
  expectEnrolled?(userId: string): Promise<boolean>;
  /** Told of each event after it was committed. What it throws is dropped: the verdict already stands. */
  onEvent?(event: AuditEvent): void | Promise<void>;
}
