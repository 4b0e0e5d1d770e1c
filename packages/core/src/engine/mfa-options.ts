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

/** What `createMfa` takes. */
export interface MfaOptions {
  /** The portal's name, as messages and authenticator apps show it. */
  readonly issuer: string;
  /** 32-byte keys. The first seals and makes tokens; the others only open stored data. */
  readonly keys: readonly KeyringEntry[];
  readonly storage: StorageAdapter;
  readonly methods: readonly FactorMethod[];
  /** Checked here: what `parsePolicy` refuses does not start. */
  readonly policy: Policy;
  /**
   * A name for this deployment, such as `staging`: up to 64 characters, optional. A challenge token is valid where
   * keys, issuer, policy id and this name are the same.
   */
  readonly deployment?: string;
  readonly portal?: Portal;
  /** What the user is told of changes, by `portal.notify`, and where the links in it lead. */
  readonly notices?: NoticeOptions;
  /** For codes that are sent: limits that span users. */
  readonly sendGuard?: SendGuard;
  /**
   * Defaults to `Date.now`. That one is compared with the clock of the store at the first use and every ten minutes; one that
   * you pass, as tests do, is compared by `ready` alone.
   */
  readonly clock?: Clock;
  /** Defaults to `crypto.getRandomValues`. */
  readonly random?: RandomSource;
  /** Defaults to the keyring's own. */
  readonly sealer?: Sealer;
  /** How long a challenge may be answered: 60 to 3600 seconds. Defaults to 600. */
  readonly challengeSeconds?: number;
  /** How long a set-up stays open: 60 to 3600 seconds. Defaults to 900. */
  readonly enrolmentSeconds?: number;
  /**
   * How long the engine waits for one call of the storage, a host hook, the sealer or the send guard: 1 to 60 seconds,
   * defaults to 10. After that the operation is refused with the error code of that port. A delivery adapter
   * that states a `timeoutMs` of its own has that time.
   */
  readonly deadlineSeconds?: number;
  /** For these deadlines. Defaults to `setTimeout`. */
  readonly timer?: Timer;
}

/** What `createMfa` takes where each tenant has a policy of its own. */
export interface TenantMfaOptions extends Omit<MfaOptions, 'policy'> {
  /**
   * The policy of a tenant; `undefined` where there is no such tenant. Asked once for each tenant, and again after five
   * minutes, so that a changed policy is in force by then.
   */
  readonly policy: (tenant: string) => Policy | undefined | Promise<Policy | undefined>;
}
