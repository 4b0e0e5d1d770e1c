import type { ThrottleLimits } from '../account/failures.ts';
import type { Method } from '../account/method.ts';
import type { TokenScope } from '../codec/challenge-token.ts';
import type { Keyring } from '../codec/keyring.ts';
import type { FactorMethod, KeyedHash } from '../factors/method.ts';
import type { NoticeOptions, NoticeTexts } from '../notices/notice-texts.ts';
import type { Policy } from '../policy/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Portal } from '../ports/portal.ts';
import type { RandomSource } from '../ports/random.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { SendGuard } from '../ports/send-guard.ts';
import type { StorageAdapter } from '../ports/storage.ts';

/** What the operations work with: checked once, at start-up. */
export interface EngineContext {
  readonly issuer: string;
  readonly keyring: Keyring;
  readonly tokens: TokenScope;
  readonly sealer: Sealer;
  readonly keyed: KeyedHash;
  readonly storage: StorageAdapter;
  readonly methods: ReadonlyMap<Method, FactorMethod>;
  readonly policy: Policy;
  readonly limits: ThrottleLimits;
  readonly portal: Portal;
  /** Whether the policy names roles, groups or attributes, so that `portal.user` is asked. */
  readonly asksForUser: boolean;
  readonly notices: NoticeOptions & { readonly texts: NoticeTexts };
  readonly sendGuard: SendGuard | undefined;
  /** Throws `clock-failed` rather than hand on something that is no time. */
  readonly clock: Clock;
  /** Throws `random-failed` rather than hand on too few bytes. */
  readonly random: RandomSource;
  readonly challengeMs: number;
  readonly enrolmentMs: number;
}
