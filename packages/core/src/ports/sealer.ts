/** What a sealed text belongs to. A ciphertext that was moved elsewhere cannot be opened there. */
export interface SealContext {
  readonly userId: string;
  readonly factorId: string;
  readonly field: string;
}

/**
 * Authenticated encryption of the small secrets in an account. The built-in sealer uses the keyring. A portal with a
 * key management service passes its own.
 */
export interface Sealer {
  seal(plain: Uint8Array, context: SealContext): Promise<string>;
  /** Throws if the text was altered or belongs elsewhere, or if its key is missing. */
  open(sealed: string, context: SealContext): Promise<Uint8Array>;
  /**
   * Whether this text was sealed under a key that is being retired. Without this function, `rotateKeys` reseals
   * nothing.
   */
  outdated?(sealed: string): boolean;
}
