/** What a page needs to show a set-up, by kind of method. */
export type Setup = TotpSetup | CodeSetup | WebAuthnSetup;

/** The secret in its two readings. It is shown while the set-up is pending, and never again. */
export interface TotpSetup {
  readonly kind: 'totp';
  /** For the QR code: `otpauth://totp/…`. */
  readonly uri: string;
  /** The secret in base32, for typing. */
  readonly secret: string;
  readonly issuer: string;
  readonly accountName: string;
  readonly digits: number;
  readonly periodSeconds: number;
}

/** The browser is asked to make a credential. */
export interface WebAuthnSetup {
  readonly kind: 'webauthn';
  /** For `navigator.credentials.create`, as JSON (`PublicKeyCredentialCreationOptionsJSON`). */
  readonly options: { readonly [key: string]: unknown };
}

/** A code is sent, and typed in to prove that it arrives. */
export interface CodeSetup {
  readonly kind: 'code';
  readonly channel: 'email' | 'sms';
  /** Where to, masked: `a•••@example.com`, `•••• 67`. */
  readonly hint: string;
  readonly digits: number;
  /**
   * NIST SP 800-63B-4 §3.2.9: the telephone network is a restricted channel. True: the page says that a number can be taken
   * over, and offers another method besides.
   */
  readonly restricted: boolean;
}
