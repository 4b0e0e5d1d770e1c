import type { SigningAlgorithm } from './signing-key.ts';

/**
 * What is to be wrong with one answer. Everything is signed after it was made wrong, so that a check that is missing
 * cannot hide behind the signature.
 */
export interface Deviation {
  /** Of the client data: `webauthn.create` or `webauthn.get` is right. */
  readonly type?: string;
  /** base64url. */
  readonly challenge?: string;
  readonly origin?: string;
  readonly crossOrigin?: boolean;
  readonly topOrigin?: string;
  /** Further members of the client data. */
  readonly clientData?: { readonly [member: string]: unknown };
  /** Whose name is hashed into the authenticator data. */
  readonly rpId?: string;
  readonly flags?: {
    readonly userPresent?: boolean;
    readonly userVerified?: boolean;
    readonly backupEligible?: boolean;
    readonly backedUp?: boolean;
  };
  readonly signCount?: number;
  /** base64url; `null` leaves it out. */
  readonly userHandle?: string | null;
  /** What the answer calls its credential, outside of what is signed; base64url. */
  readonly id?: string;
  /** For a new credential: its id, of any length. */
  readonly credentialId?: Uint8Array;
  /** For a new credential: made with this, whatever was asked for. */
  readonly algorithm?: SigningAlgorithm;
  /** For a new credential: its public key in COSE, whatever it signs with. */
  readonly publicKey?: Uint8Array;
  /** For a new credential: the statement's format and nothing in it. */
  readonly format?: string;
  /** Authenticator extension outputs, by name. */
  readonly extensions?: { readonly [name: string]: number | string };
  /** One bit of the signature is turned over. */
  readonly brokenSignature?: true;
}
