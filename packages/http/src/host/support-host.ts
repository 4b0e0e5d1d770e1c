import type { Staff, User } from '@factorkit/core';

/**
 * What a member of staff may do for a user.
 *
 * Staff without `see` get no answer about a user, not even that the user exists. `request` starts a recovery in the
 * user's name, `approve` confirms the checks of a recovery, `cancel` cancels one. `unlock`, `revoke-devices` and
 * `history` allow the actions of the same name.
 */
export type SupportPermission =
  | 'see'
  | 'request'
  | 'approve'
  | 'cancel'
  | 'unlock'
  | 'revoke-devices'
  | 'history';

/** A user as the portal knows them: for the policy, and for display to staff. */
export interface SupportedUser {
  readonly userId: string;
  /** The same that the portal passes at this user's sign-in. The policy's rules depend on it. */
  readonly user: User;
  /** The tenant whose policy applies. Required if `mfa` was created with a policy for each tenant. */
  readonly tenant?: string;
  /** The text that staff see, for example `Anna Berger, anna@example.com`. */
  readonly name: string;
}

/**
 * The hooks of the support desk. `Context` is what the portal passes with each request: `{ req, res }` with Express.
 *
 * If a hook throws, the request ends with 500 and nothing is changed.
 */
export interface SupportHost<Context> {
  /**
   * The signed-in member of staff. `undefined` if no member of staff is signed in. Staff can reach every account, so
   * their sign-in should require more than a password.
   */
  authorise(context: Context): Promise<Staff | undefined>;

  /**
   * Whether this member of staff may do this for this user. Called with each request, also about users that do not
   * exist: it must take the same time for them. Any result but `true` means no.
   */
  may(staff: Staff, permission: SupportPermission, userId: string): Promise<boolean>;

  /**
   * The users that match the text that staff typed: a name, an address. Users whom they may not see are removed
   * afterwards.
   */
  findUser(query: string): Promise<readonly SupportedUser[]>;

  /** The user with this id. `undefined` if there is none. */
  userOf(userId: string): Promise<SupportedUser | undefined>;

  /** Receives every error that was answered with 500, 503 or, by the engine, 400 `input-invalid`. */
  onError?(context: Context, error: unknown): void;
}
