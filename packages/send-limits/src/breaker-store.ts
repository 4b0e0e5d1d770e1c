/**
 * Whole numbers by key, shared by all servers: what the breaker remembers. `seconds` is how long a number must at least be
 * kept; after that it may be forgotten. What a function throws refuses the send.
 */
export interface BreakerStore {
  /**
   * Adds to a number, which begins at 0, and answers what it is then. Atomic. A negative `change` takes off what there is, and
   * leaves 0 at least. Keeps `seconds` from the first time on.
   */
  add(key: string, change: number, seconds: number): Promise<number>;
  get(key: string): Promise<number | undefined>;
  put(key: string, value: number, seconds: number): Promise<void>;
  /** Whether it was there. Of any number of callers at once, one is told `true`. */
  remove(key: string): Promise<boolean>;
}
