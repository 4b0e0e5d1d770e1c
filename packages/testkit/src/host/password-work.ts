import { type Signal, signal } from './signal.ts';

/** What a portal does with a typed password before it can compare it: counted, and held back where a case says so. */
export interface PasswordWork {
  /** How many hashes have begun so far. */
  begun(): Promise<number>;
  /** Holds the next hash that begins. The others go on. */
  holdNext(): Promise<HeldHash>;
}

/** One hash that waits. @inline */
export type HeldHash = {
  /** Resolves once the hash has begun; never, where none begins. */
  readonly arrived: Promise<void>;
  /** Lets it go on, also before it has begun. */
  release(): Promise<void>;
};

/** Password work of a portal in the same process. @inline */
export type WatchedPasswordWork = PasswordWork & {
  /** Around the hash of the portal: `(password) => work.watch(() => hash(password))`. */
  watch<Hash>(hash: () => Promise<Hash>): Promise<Hash>;
};

/**
 * Watches the password hashes of a portal, so that no case has to measure time.
 *
 * @example
 * ```ts
 * import { watchPasswordWork } from '@factorkit/testkit';
 *
 * declare function hashPassword(password: string): Promise<string>; // the portal's own
 *
 * const work = watchPasswordWork();
 * const hash = (password: string) => work.watch(() => hashPassword(password)); // handed to the portal
 * ```
 */
export function watchPasswordWork(): WatchedPasswordWork {
  let begun = 0;
  let next: { readonly arrival: Signal; readonly gate: Signal } | undefined;
  return {
    begun: async () => begun,
    async holdNext() {
      const [arrival, gate] = [signal(), signal()];
      next = { arrival, gate };
      return { arrived: arrival.given, release: async () => gate.give() };
    },
    async watch(hash) {
      begun += 1;
      const held = next;
      next = undefined;
      held?.arrival.give();
      await held?.gate.given;
      return hash();
    },
  };
}
