/** At most `points` in each window of `windowSeconds`. */
export interface SendLimit {
  /** A whole number from 1 to 1,000,000. */
  readonly points: number;
  /** A whole number from 1 to 604,800, which is a week. */
  readonly windowSeconds: number;
}

export type Consumption =
  | { readonly kind: 'admitted' }
  /** `retryAt`: when the next window begins, in milliseconds since 1970. */
  | { readonly kind: 'limited'; readonly retryAt: number };

/**
 * Counts, for all servers together. Windows begin at whole multiples of `windowSeconds` since 1970, by `now` and not by
 * the clock of the store; so the time that was injected is the time that counts.
 */
export interface Limiter {
  /**
   * Counts one and says whether it was among the first `points` of its window. Atomic: of any number at once, from any
   * server, `points` are admitted. What it throws refuses.
   *
   * @param key - ASCII, at most 200 characters, without a number or an address in it.
   */
  consume(key: string, limit: SendLimit & { readonly now: number }): Promise<Consumption>;
  /** Takes one count of that window back: nothing was sent. Without it, such a send stays counted. */
  refund?(key: string, limit: SendLimit & { readonly now: number }): Promise<void>;
}
