import type { KeyringEntry } from '../codec/keyring.ts';
import type { FactorMethod } from '../factors/method.ts';
import type { NoticeOptions } from '../notices/notice-texts.ts';
import type { Policy } from '../policy/schema/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Portal } from '../ports/portal.ts';
import type { RandomSource } from '../ports/random.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { SendGuard } from '../ports/send-guard.ts';
import type { StorageAdapter } from '../ports/storage.ts';
import type { Timer } from '../ports/timer.ts';

/** Options of `createMfa`. */
export interface MfaOptions {
  /** The portal's name, shown in messages and authenticator apps. */
  readonly issuer: string;
  /** 32-byte keys. The first one seals data and creates tokens. The others only open stored data. */
  readonly keys: readonly KeyringEntry[];
  readonly storage: StorageAdapter;
  readonly methods: readonly FactorMethod[];
  /** Checked at start-up with `parsePolicy`. */
  readonly policy: Policy;
  /**
   * A name for this deployment, such as `staging`: up to 64 characters. Optional. A challenge token is valid only where
   * keys, issuer, policy id and this name are the same.
   */
  readonly deployment?: string;
  readonly portal?: Portal;
  /** Texts and links of the notices that `portal.notify` sends. */
  readonly notices?: NoticeOptions;
  /** Limits across users for codes that are sent. */
  readonly sendGuard?: SendGuard;
  /**
   * The default clock is compared with the clock of the store at the first use and every ten minutes. A clock that
   * you pass, for example in tests, is compared only by `ready`.
   *
   * @defaultValue `Date.now`
   */
  readonly clock?: Clock;
  /** @defaultValue `crypto.getRandomValues` */
  readonly random?: RandomSource;
  /** @defaultValue a sealer that uses `keys` */
  readonly sealer?: Sealer;
  /**
   * How long a challenge can be answered: 60 to 3600 seconds.
   *
   * @defaultValue `600`
   */
  readonly challengeSeconds?: number;
  /**
   * How long a set-up can be confirmed: 60 to 3600 seconds.
   *
   * @defaultValue `900`
   */
  readonly enrolmentSeconds?: number;
  /**
   * The deadline for one call of the storage, a host hook, the sealer or the send guard: 1 to 60 seconds. After it, the
   * operation is refused with the error code of that port. A delivery adapter with its own `timeoutMs` has that time
   * instead.
   *
   * @defaultValue `10`
   */
  readonly deadlineSeconds?: number;
  /**
   * The timer for these deadlines.
   *
   * @defaultValue `setTimeout`
   */
  readonly timer?: Timer;
}

/** Options of `createMfa` if each tenant has its own policy. */
export interface TenantMfaOptions extends Omit<MfaOptions, 'policy'> {
  /**
   * Returns the policy of a tenant, or `undefined` for an unknown tenant. Called once for each tenant, and again after
   * five minutes, so that a changed policy is active by then.
   */
  readonly policy: (tenant: string) => Policy | undefined | Promise<Policy | undefined>;
}
