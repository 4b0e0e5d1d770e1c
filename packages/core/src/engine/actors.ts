import type { FirstFactorMethod, Trait } from '../account/factors/method.ts';
import type { User } from '../policy/schema/user.ts';
import type { RequestSource } from '../ports/audit.ts';
import type { Contact } from '../ports/contacts.ts';
import type { Assurance } from './results/outcomes.ts';

/** What the portal checked itself, just now. */
export interface FirstFactor {
  readonly method: FirstFactorMethod;
  /** When it was checked, if not at this moment: milliseconds since 1970. */
  readonly at?: number;
  readonly traits?: readonly Trait[];
  /**
   * For anything that came by mail or phone: which contact. It cannot be the second factor, too. Required for `magic-link`:
   * without it the call throws `input-invalid`.
   */
  readonly through?: ContactRef;
}

/** The mailbox or SIM that something came through, as `portal.contacts` names it. */
export interface ContactRef {
  readonly channel: Contact['channel'];
  readonly contactId: string;
}

/** A person the portal has signed in: it keeps the assurance in its session and hands it back here. */
export interface SignedIn {
  readonly userId: string;
  readonly user: User;
  readonly assurance: Assurance;
  /** The portal's session of this request: the one that is spared when the others end. */
  readonly sessionId?: string;
  /**
   * What the portal stored when `portal.enrolmentChanged` told it of this user. If true and the store has no enrolled
   * factor, calls are refused with `account-missing`. Defaults to the answer of `portal.expectEnrolled`; without that hook
   * nothing is expected.
   */
  readonly expectEnrolled?: boolean;
  readonly source?: RequestSource;
}

/** A person who may only enrol, by the token of an `enrol` outcome. */
export interface Enrolling {
  readonly token: string;
  readonly source?: RequestSource;
}

export type Caller = SignedIn | Enrolling;

/** A member of the portal's staff. The portal has signed them in and decided that they may: see the support desk guide. */
export interface Staff {
  /** The staff member's user id, in the directory of the users. Ids are compared exactly. */
  readonly id: string;
}

/** One user, or everybody. Leaving both out is an error: "all" is said by name. */
export type Whose =
  | { readonly userId: string; readonly everyone?: never }
  | { readonly everyone: true; readonly userId?: never };

/** One trusted browser, or all of them. */
export type WhichDevices =
  | { readonly deviceId: string; readonly all?: never }
  | { readonly all: true; readonly deviceId?: never };

/** The browser that asks to be trusted, as the portal names it to its user. */
export interface DeviceNaming {
  /** `Firefox on Linux`: up to 64 characters. */
  readonly name: string;
  /** `Berlin`, where the portal knows: up to 64 characters. */
  readonly place?: string;
}
