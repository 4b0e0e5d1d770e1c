/** At most `points` in each window of `windowSeconds`. */
export interface SendLimit {
  /** A whole number from 1 to 1,000,000. */
  readonly points: number;
  /** A whole number from 1 to 604,800, which is a week. */
  readonly windowSeconds: number;
}

/** @inline */
export type Consumption =
  | { readonly kind: 'admitted' }
  /** `retryAt`: the start of the next window, in milliseconds since 1970. */
  | { readonly kind: 'limited'; readonly retryAt: number };

/**
 * Counts for all servers together. Windows start at whole multiples of `windowSeconds` since 1970, by `now` and not by
 * the clock of the store, so that injected time works.
 */
export interface Limiter {
  /**
   * Counts one and returns whether it was among the first `points` of its window. Atomic: of any number of calls at
   * once, from any server, exactly `points` are admitted. If it throws, the send is refused.
   *
   * @param key - ASCII, at most 200 characters, without a number or an address in it.
   */
  consume(key: string, limit: SendLimit & { readonly now: number }): Promise<Consumption>;
  /**
   * Subtracts one from the count of that window, because nothing was sent. Optional: without it the send stays counted.
   */
  refund?(key: string, limit: SendLimit & { readonly now: number }): Promise<void>;
}
