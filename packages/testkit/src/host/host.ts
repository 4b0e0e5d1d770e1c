import type { Clock } from '@factorkit/core';
import type { Browser } from '../browser.ts';
import type { PasswordWork } from './password-work.ts';

/** What not every portal offers. A portal without it says so by name, and the cases for it are listed as not applicable. */
export type HostFeature =
  | 'password-change'
  | 'contact-change'
  /** A fresh password as proof: `portal.verifyPassword`. */
  | 'reauthentication'
  /** A limit on wrong passwords at the sign-in. */
  | 'password-limit'
  | 'backup-codes'
  /** Codes by email. */
  | 'email-codes'
  | 'trusted-browsers'
  /** A change of the factors takes a factor again once the proof of the session is old: `manage.proof` with a `maxAge`. */
  | 'step-up'
  /** Security keys, under a policy that asks for their PIN or biometrics: `userVerification: 'required'`. */
  | 'user-verification'
  /** A sign-in by another first factor than the password. */
  | 'other-sign-in'
  /** A second user, and a store whose rows the test can move. */
  | 'two-accounts'
  /** A record of who is enrolled (`portal.expectEnrolled`), and a store whose rows the test can remove. */
  | 'lost-rows'
  /** A record of what went wrong, for the operator: `host.onError`. */
  | 'error-log'
  /** A clock that the test can turn. */
  | 'clock';

/** A user name and password as typed. @inline */
export type TypedLogin = {
  readonly name: string;
  readonly password: string;
};

/** How users change the address that the portal writes to. @inline */
export type HostContacts = {
  /** The verified address of the user before any case. */
  readonly address: string;
  /** What the portal takes for the verified address now. */
  current(browser: Browser): Promise<string>;
  /** Sends the portal's own form with another address, and no proof. */
  change(browser: Browser, address: string): Promise<unknown>;
  /** Gives the proof that the portal then asks for, with this password. */
  prove(browser: Browser, password: string): Promise<unknown>;
  /** Proves the new address by what was sent to it. */
  confirm(browser: Browser, text: string): Promise<unknown>;
  /** What was sent to an address so far, oldest first; all that the portal has to send is sent first. */
  messages(address: string): Promise<readonly string[]>;
};

/** Somebody else with an account, for what must not go from one to the other. @inline */
export type SecondAccount = {
  readonly login: TypedLogin;
  /** Stores what is kept of the harness's user as if it were this one's. */
  takesOver(): Promise<void>;
};

/**
 * A portal for one case. Its user has no factor yet, and its policy lets users set up an authenticator app after the
 * password.
 */
export interface HostHarness {
  /**
   * Where the portal is. For a server, `http://localhost:3000`.
   *
   * @defaultValue `https://portal.example.com`
   */
  readonly origin?: string;
  /**
   * The portal as a function.
   *
   * @defaultValue the runtime's `fetch`
   */
  readonly fetch?: (request: Request) => Promise<Response> | Response;
  /**
   * Where the routes of Factorkit are.
   *
   * @defaultValue `/mfa`
   */
  readonly basePath?: string;
  /**
   * The clock of the portal, for the codes of apps.
   *
   * @defaultValue `Date.now`
   */
  readonly clock?: Clock;
  readonly user: TypedLogin;
  /** Sends the portal's own sign-in. What the portal answers, the case finds out itself. */
  signIn(browser: Browser, login: TypedLogin): Promise<unknown>;
  /**
   * Signs in by another first factor than the password: a link by email, another identity provider, a passkey. Absent
   * where the portal lacks `other-sign-in`.
   */
  otherSignIn?(browser: Browser, login: TypedLogin): Promise<unknown>;
  readonly passwordWork: PasswordWork;
  /** Sends a form after which the portal's session library saves the session; absent where none does. */
  writeSession?(browser: Browser): Promise<unknown>;
  /** Sends the portal's own form for a new password. Absent where the portal lacks `password-change`. */
  changePassword?(
    browser: Browser,
    passwords: { readonly from: string; readonly to: string },
  ): Promise<unknown>;
  /** Absent where the portal lacks `contact-change`, which also needs `clock`. */
  readonly contacts?: HostContacts;
  /** Turns the portal's clock on. Absent where the harness lacks `clock`. */
  advance?(ms: number): Promise<void>;
  /**
   * How long a session lives. Needs `clock`.
   *
   * @defaultValue 30 days, the longest that NIST SP 800-63B-4 allows
   */
  readonly sessionMs?: number;
  /** The texts that were sent to the user's email address, oldest first. Absent where the portal lacks `email-codes`. */
  emails?(): Promise<readonly string[]>;
  /** Absent where the harness lacks `two-accounts`. */
  readonly second?: SecondAccount;
  /** Removes the row of the user's account from the store, past Factorkit. Absent where the harness lacks `lost-rows`. */
  loseAccount?(): Promise<void>;
  /** The messages that `host.onError` was told so far. Absent where the portal lacks `error-log`. */
  errors?(): Promise<readonly string[]>;
  /** Ends the portal. Called once, also after a breach. */
  close?(): Promise<void>;
}

/** Starts a portal of its own for each case. @inline */
export type OpenHost = () => Promise<HostHarness>;

/** What `hostContract` takes. @inline */
export type HostContractOptions = {
  readonly open: OpenHost;
  /**
   * What the portal does not offer. The cases for it are listed as not applicable.
   *
   * @defaultValue nothing
   */
  readonly lacks?: readonly HostFeature[];
};
