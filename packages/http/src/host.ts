import type { Assurance, RequestSource, SignedIn } from '@factorkit/core';

/** What a portal calls the browser of a request. */
export interface LentDeviceName {
  /** `Firefox on Linux`; cut after 64 characters. */
  readonly name?: string;
  /** `Berlin`, where the portal knows; cut after 64 characters. */
  readonly place?: string;
}

/**
 * What the portal's session layer lends. `Context` is whatever the portal passes along with each request: with
 * Express `{ req, res }`, elsewhere what its sessions need.
 *
 * What a hook throws ends the request with 500, and nobody is let in.
 */
export interface MfaHost<Context> {
  /** Who is signed in here, with the assurance that the session holds; `undefined` where nobody is. */
  currentUser(context: Context): Promise<SignedIn | undefined>;

  /**
   * Keeps a new assurance in the session: after a completed sign-in, a step-up, a fresh password, a confirmed set-up.
   *
   * It must give the session a new id, and make the old one worthless (session fixation; ASVS 5.0 7.2.4). At a
   * sign-in nobody is signed in yet, or somebody else is: then `assurance.userId` names whose session to start, and
   * nothing of an earlier one may be carried over.
   */
  raise(context: Context, assurance: Assurance): Promise<void>;

  /**
   * Ends the session of this request. Called where the policy ends all of a user's sessions, this one too: so that
   * no session library writes it back after `portal.revokeSessions` has removed it.
   */
  signOut(context: Context): Promise<void>;

  /** Where the request came from, for the audit trail. Behind a proxy only the portal can tell. */
  source?(context: Context): RequestSource;

  /** The browser of this request, for the list of trusted browsers. `This browser` where it is not lent. */
  deviceName?(context: Context): LentDeviceName;

  /**
   * Told of every error that was answered with 400 `input-invalid` by the engine, 500 or 503: the answer itself says
   * nothing about the cause. What this throws is dropped.
   */
  onError?(context: Context, error: unknown): void;
}
