import type { Assurance, RequestSource, SignedIn } from '@factorkit/core';
import type { TenantHost } from './tenant.ts';

/** The portal's description of the browser of a request. @inline */
export type HostDeviceName = {
  /** For example `Firefox on Linux`. Cut after 64 characters. */
  readonly name?: string;
  /** For example `Berlin`, if the portal knows it. Cut after 64 characters. */
  readonly place?: string;
};

/** Which session a new assurance is for. */
export interface RaiseOptions {
  /** The session that gets the assurance. Not present at a sign-in. */
  readonly replaces?: string;
  /** This request ended the user's other sessions, which changed `mfa.securityStamp`. This session takes the new stamp. */
  readonly endedOthers?: true;
}

/** What `raise` did. */
export type Raised =
  | {
      readonly kind: 'raised';
      /**
       * Added to the JSON answer as its member `session`, for example a new pair of bearer tokens: to a completed
       * sign-in, or to a change that ended the other sessions. Plain JSON: it is sent as it is, without the serializers
       * of your framework that remove a password hash from a user. An instance of a class is an error.
       */
      readonly session?: { readonly [member: string]: unknown };
    }
  /** The session to raise has ended, so no session was started. */
  | { readonly kind: 'session-ended' };

/**
 * The hooks of the portal's session layer. `Context` is what the portal passes with each request: `{ req, res }` with
 * Express, elsewhere what its sessions need.
 *
 * If a hook throws, the request ends with 500 and grants no access.
 */
export interface MfaHost<Context> extends TenantHost<Context> {
  /** The signed-in user, with the assurance in the session. `undefined` if nobody is signed in. */
  currentUser(context: Context): Promise<SignedIn | undefined>;

  /**
   * Stores a new assurance in the session. Called after a completed sign-in, a step-up, a fresh password, a confirmed
   * enrolment, and after other sessions of the user were ended.
   *
   * The session must get a new id, and the old id must stop working (session fixation; ASVS 5.0 7.2.4). `replaces` is
   * the `sessionId` that {@link MfaHost.currentUser} returned for this request. If that session has ended since then,
   * start no session and return `{ kind: 'session-ended' }`: the client gets 401 `no-session`. Without `replaces` this
   * is a sign-in: start a session for `assurance.userId`, and keep nothing of an earlier one.
   */
  raise(context: Context, assurance: Assurance, options: RaiseOptions): Promise<Raised>;

  /**
   * Ends the session of this request. Called if the policy ends all sessions of a user, this one included. Otherwise a
   * session library could write the session back after `portal.revokeSessions` removed it.
   */
  signOut(context: Context): Promise<void>;

  /** Where the request came from, for the audit trail. Behind a proxy only the portal knows. */
  source?(context: Context): RequestSource;

  /**
   * The browser of this request, for the list of trusted browsers.
   *
   * @defaultValue `This browser`
   */
  deviceName?(context: Context): HostDeviceName;

  /**
   * Receives every error that was answered with 500, 503 or, by the engine, 400 `input-invalid`: the answer does not
   * contain the cause. Also called for each change that was refused as `cross-site`, with both origins, and once if
   * requests arrive over plain http, where browsers drop the cookies. Errors that it throws are ignored.
   */
  onError?(context: Context, error: unknown): void;
}
