import type { MfaOptions } from '@factorkit/core';
import { createMemoryStorage } from '@factorkit/core/memory';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { refuseInProduction } from './production.ts';
import { createSeededRandom } from './seeded-random.ts';

/** All that a test hands to a portal, and what it turns and reads afterwards. @inline */
export type TestPorts = {
  /** As `createMfa` takes them: an empty store in memory, keys, and the clock and chance below. */
  readonly ports: Required<Pick<MfaOptions, 'keys' | 'storage' | 'clock' | 'random'>>;
  readonly clock: FakeClock;
  /** The delivery adapter for mail and text messages. */
  readonly mailbox: Mailbox;
};

/** What {@link createTestPorts} takes. @inline */
export type TestPortsOptions = {
  /**
   * Where the clock stands: milliseconds since 1970.
   *
   * @defaultValue the first of January 2026
   */
  readonly nowMs?: number;
  /**
   * A whole number from 0, for the keys and all chance.
   *
   * @defaultValue 1
   */
  readonly seed?: number;
};

/**
 * Everything a portal's tests put in the place of the real parts, in one call; each call makes a world of its own, so
 * that tests may run side by side. Two with the same seed make the same secrets and codes.
 *
 * @throws Error where `NODE_ENV` is neither `test` nor `development`, also from the clock, the chance and the mailbox in it: the store forgets
 * every enrolled factor when the process ends, the clock stands still, and the keys are known to all.
 * @throws RangeError if `nowMs` or `seed` is not a whole number from 0.
 * @example
 * ```ts
 * import { createMfa, emailCode, totp } from '@factorkit/core';
 * import { presetS4 } from '@factorkit/core/policy';
 * import { createTestPorts } from '@factorkit/testkit';
 *
 * const { ports, clock, mailbox } = createTestPorts();
 * const mfa = createMfa({
 *   ...ports,
 *   issuer: 'Example Portal',
 *   methods: [totp(), emailCode({ delivery: mailbox })],
 *   policy: presetS4,
 *   portal: {
 *     verifyPassword: async () => true,
 *     revokeSessions: async () => {},
 *     contacts: async () => [{ id: 'mail', channel: 'email', address: 'anna@example.com' }],
 *     notify: async () => {},
 *   },
 * });
 * clock.advance(30_000);
 * ```
 */
export function createTestPorts({
  nowMs = Date.UTC(2026, 0, 1),
  seed = 1,
}: TestPortsOptions = {}): TestPorts {
  refuseInProduction('test ports are for tests');
  const clock = createFakeClock({ nowMs });
  const random = createSeededRandom(seed);
  const keys = [{ id: 'test', key: random(32) }];
  const storage = createMemoryStorage({ clock: clock.now });
  return {
    ports: { keys, storage, clock: clock.now, random },
    clock,
    mailbox: createMailbox({ clock: clock.now }),
  };
}
