/** What a sealed text belongs to. A ciphertext that was moved to another place does not open there. */
export interface SealContext {
  readonly userId: string;
  readonly factorId: string;
  readonly field: string;
}

/**
 * Authenticated encryption of the small secrets that an account keeps. The built-in one uses the keyring; a portal
 * with a key management service hands in its own.
 */
export interface Sealer {
  seal(plain: Uint8Array, context: SealContext): Promise<string>;
  /** Throws when the text was altered, belongs elsewhere, or its key is gone. */
  open(sealed: string, context: SealContext): Promise<Uint8Array>;
  /** Whether this text was sealed under a key that is to go. Where it is not there, `rotateKeys` leaves all as it is. */
  outdated?(sealed: string): boolean;
}
