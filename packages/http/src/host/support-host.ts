import type { Staff, User } from '@factorkit/core';

/**
 * What a member of staff may do for a user.
 *
 * `see` comes first: whoever may not see a user is told nothing about them, not even that they exist. `request` asks for
 * a recovery in the user's name, `approve` vouches for what was checked, `cancel` calls one off; `unlock`,
 * `revoke-devices` and `history` are what they say.
 */
export type SupportPermission =
  | 'see'
  | 'request'
  | 'approve'
  | 'cancel'
  | 'unlock'
  | 'revoke-devices'
  | 'history';

/** A user as the portal knows them: for the policy, and for the eyes of staff. */
export interface SupportedUser {
  readonly userId: string;
  /** The same that the portal passes at this user's sign-in: the policy's rules depend on it. */
  readonly user: User;
  /** Whose policy holds for them; required if `mfa` was created with a policy for each tenant. */
  readonly tenant?: string;
  /** How staff see them: `Anna Berger, anna@example.com`. */
  readonly name: string;
}

/**
 * The hooks that the support desk calls. `Context` is whatever the portal passes along with each request: with
 * Express `{ req, res }`.
 *
 * What a hook throws ends the request with 500, and nothing was done.
 */
export interface SupportHost<Context> {
  /**
   * Which member of staff asks; `undefined` where nobody of them is signed in. Staff hold keys to every account: their
   * sign-in should ask for more than a password.
   */
  authorise(context: Context): Promise<Staff | undefined>;

  /**
   * Whether this member of staff may do this for this user. Asked again with each request; it is also asked about users
   * that are not there, and must then take no other time over it. Anything but `true` is no.
   */
  may(staff: Staff, permission: SupportPermission, userId: string): Promise<boolean>;

  /** The users that fit what staff typed: a name, an address. Who may not be seen is left out afterwards. */
  findUser(query: string): Promise<readonly SupportedUser[]>;

  /** The user with this id; `undefined` where there is none. */
  userOf(userId: string): Promise<SupportedUser | undefined>;

  /** Told of every error that was answered with 400 `input-invalid` by the engine, 500 or 503. */
  onError?(context: Context, error: unknown): void;
}
