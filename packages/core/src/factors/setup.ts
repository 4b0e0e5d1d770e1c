/** The data of the set-up page, by kind of method. */
export type Setup = TotpSetup | CodeSetup | WebAuthnSetup;

/** The secret in two forms. It is shown only while the set-up is pending. */
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

/** The browser creates a credential. */
export interface WebAuthnSetup {
  readonly kind: 'webauthn';
  /** For `navigator.credentials.create`, as JSON (`PublicKeyCredentialCreationOptionsJSON`). */
  readonly options: { readonly [key: string]: unknown };
}

/** A code is sent. The user types it to prove that it arrives. */
export interface CodeSetup {
  readonly kind: 'code';
  readonly channel: 'email' | 'sms';
  /** Where it is sent, masked: `a•••@example.com`, `•••• 67`. */
  readonly hint: string;
  readonly digits: number;
  /**
   * NIST SP 800-63B-4 §3.2.9: the telephone network is a restricted channel. If true, the page must warn that a number
   * can be taken over, and offer another method.
   */
  readonly restricted: boolean;
}
