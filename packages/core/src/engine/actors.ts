import type { FirstFactorMethod, Trait } from '../account/factors/method.ts';
import type { User } from '../policy/schema/user.ts';
import type { RequestSource } from '../ports/audit.ts';
import type { Contact } from '../ports/contacts.ts';
import type { Assurance } from './results/outcomes.ts';

/** The first factor that the portal verified for this call. */
export interface FirstFactor {
  readonly method: FirstFactorMethod;
  /**
   * When it was verified, in milliseconds since 1970.
   *
   * @defaultValue now
   */
  readonly at?: number;
  readonly traits?: readonly Trait[];
  /**
   * The contact, for a first factor that came by mail or phone. The same contact cannot also be the second factor.
   * Required for `magic-link`: without it the call throws `input-invalid`.
   */
  readonly through?: ContactRef;
}

/** The mailbox or SIM that a code or link was sent to, with its id in `portal.contacts`. @inline */
export type ContactRef = {
  readonly channel: Contact['channel'];
  readonly contactId: string;
};

/** A user whom the portal signed in. The portal keeps the assurance in its session and passes it here. */
export interface SignedIn {
  readonly userId: string;
  readonly user: User;
  readonly assurance: Assurance;
  /** The portal's session of this request. It is kept when the other sessions are ended. */
  readonly sessionId?: string;
  /**
   * The value that the portal stored when `portal.enrolmentChanged` was called for this user. If true and the store
   * has no enrolled factor, calls are refused with `account-missing`.
   *
   * @defaultValue the result of `portal.expectEnrolled`, or nothing without that hook
   */
  readonly expectEnrolled?: boolean;
  readonly source?: RequestSource;
}

/** A user who may only enrol, identified by the token of an `enrol` outcome. @inline */
export type Enrolling = {
  readonly token: string;
  readonly source?: RequestSource;
};

export type Caller = SignedIn | Enrolling;

/** A member of the portal's staff. The portal has signed them in and authorised them: see the support desk guide. */
export interface Staff {
  /** The staff member's user id, from the same directory as the users. Ids are compared exactly. */
  readonly id: string;
}

/** One user, or everyone. Leaving out both is an error. @inline */
export type Whose =
  | { readonly userId: string; readonly everyone?: never }
  | { readonly everyone: true; readonly userId?: never };

/** One trusted browser, or all. @inline */
export type WhichDevices =
  | { readonly deviceId: string; readonly all?: never }
  | { readonly all: true; readonly deviceId?: never };

/** The name of a browser to trust, as the portal shows it to the user. */
export interface DeviceNaming {
  /** Such as `Firefox on Linux`; up to 64 characters. */
  readonly name: string;
  /** Such as `Berlin`, if the portal knows it; up to 64 characters. */
  readonly place?: string;
}
