import type { Assurance, RequestSource, SignedIn } from '@factorkit/core';
import type { TenantHost } from './tenant.ts';

/** What a portal calls the browser of a request. */
export interface HostDeviceName {
  /** `Firefox on Linux`; cut after 64 characters. */
  readonly name?: string;
  /** `Berlin`, where the portal knows; cut after 64 characters. */
  readonly place?: string;
}

/** Which session a new assurance is for. */
export interface RaiseOptions {
  /** The session that gets the assurance. Absent at a sign-in. */
  readonly replaces?: string;
}

/** What became of the session. */
export type Raised =
  | {
      readonly kind: 'raised';
      /** Added to the JSON answer as its member `session`: for example a new pair of bearer tokens. */
      readonly session?: { readonly [member: string]: unknown };
    }
  /** The session to raise has ended, so no session was started. */
  | { readonly kind: 'session-ended' };

/**
 * The hooks of the portal's session layer. `Context` is whatever the portal passes along with each request: with
 * Express `{ req, res }`, elsewhere what its sessions need.
 *
 * What a hook throws ends the request with 500, and nobody is let in.
 */
export interface MfaHost<Context> extends TenantHost<Context> {
  /** Who is signed in here, with the assurance that the session holds; `undefined` where nobody is. */
  currentUser(context: Context): Promise<SignedIn | undefined>;

  /**
   * Stores a new assurance in the session: after a completed sign-in, a step-up, a fresh password, a confirmed set-up,
   * and after other sessions of the user were ended.
   *
   * The session must get a new id, and the old id must stop working (session fixation; ASVS 5.0 7.2.4). `replaces` is
   * the `sessionId` that {@link MfaHost.currentUser} returned for this request. If that session has ended meanwhile,
   * start no session and return `{ kind: 'session-ended' }`: the client gets 401 `no-session`. Without `replaces` this
   * is a sign-in: start a session for `assurance.userId`, and keep nothing of an earlier one.
   */
  raise(context: Context, assurance: Assurance, options: RaiseOptions): Promise<Raised>;

  /**
   * Ends the session of this request. Called where the policy ends all of a user's sessions, this one too: so that
   * no session library writes it back after `portal.revokeSessions` has removed it.
   */
  signOut(context: Context): Promise<void>;

  /** Where the request came from, for the audit trail. Behind a proxy only the portal can tell. */
  source?(context: Context): RequestSource;

  /** The browser of this request, for the list of trusted browsers. Defaults to `This browser`. */
  deviceName?(context: Context): HostDeviceName;

  /**
   * Told of every error that was answered with 400 `input-invalid` by the engine, 500 or 503: the answer itself says
   * nothing about the cause. Also told of each change that was refused as `cross-site`, with both origins, and once of
   * requests over plain http, where browsers drop the cookies. What this throws is dropped.
   */
  onError?(context: Context, error: unknown): void;
}
