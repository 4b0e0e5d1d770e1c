/**
 * Whole numbers by key, shared by all servers: the memory of the breaker. `seconds` is the minimum time to keep a
 * number. If a function throws, the send is refused.
 */
export interface BreakerStore {
  /**
   * Adds to a number that starts at 0, and returns the new value. Atomic. A negative `change` subtracts, but not below
   * 0. Keeps the number for `seconds` from its first change.
   */
  add(key: string, change: number, seconds: number): Promise<number>;
  get(key: string): Promise<number | undefined>;
  put(key: string, value: number, seconds: number): Promise<void>;
  /** Removes a number, and returns whether it was present. Of several callers at once, only one gets `true`. */
  remove(key: string): Promise<boolean>;
}
