import type { Method } from '../account/factors/method.ts';
import type { ThrottleLimits } from '../account/failures/lock.ts';
import type { TokenScope } from '../codec/challenge-token.ts';
import type { Keyring } from '../codec/keyring.ts';
import type { BrowserCeremony, FactorMethod, KeyedHash, Sending } from '../factors/method.ts';
import type { NoticeOptions, NoticeTexts } from '../notices/notice-texts.ts';
import type { Policy } from '../policy/schema/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Portal } from '../ports/portal.ts';
import type { RandomSource } from '../ports/random.ts';
import type { Sealer } from '../ports/sealer.ts';
import type { SendGuard } from '../ports/send-guard.ts';
import type { StorageAdapter } from '../ports/storage.ts';
import type { Timer } from '../ports/timer.ts';
import type { EventLimit } from './commit/event-limit.ts';
import type { ClockAgreement } from './ports/clock-agreement.ts';
import type { CallPort } from './ports/port-deadline.ts';
import type { HeldSignIns } from './sign-in/held-sign-ins.ts';
import type { BadAccounts } from './upkeep/bad-accounts.ts';

/** The context of a decision: only pure calculations, no I/O and no side effects. */
export interface DecisionContext {
  readonly issuer: string;
  readonly keyring: Keyring;
  readonly tokens: TokenScope;
  readonly keyed: KeyedHash;
  readonly methods: ReadonlyMap<Method, DecisionMethod>;
  readonly policy: Policy;
  readonly limits: ThrottleLimits;
  /** For codes of the whole account. */
  readonly accountLimits: ThrottleLimits;
  /** Throws `random-failed` rather than return too few bytes. */
  readonly random: RandomSource;
  readonly challengeMs: number;
  readonly enrolmentMs: number;
}

/** The synchronous part of a method. */
export interface DecisionMethod extends Pick<FactorMethod, 'method' | 'shows' | 'hint' | 'credentialId'> {
  readonly sending?: Pick<Sending, 'channel'>;
  readonly ceremony?: Pick<BrowserCeremony, 'answeredBy'>;
}

/** The context of the operations, checked once at start-up. Every port has a deadline. */
export interface EngineContext extends DecisionContext {
  readonly methods: ReadonlyMap<Method, FactorMethod>;
  readonly sealer: Sealer;
  readonly storage: StorageAdapter;
  readonly portal: Portal;
  /** Whether the policy names roles, groups or attributes, so that `portal.user` is called. */
  readonly asksForUser: boolean;
  /** Whether changes write a notice to the account. */
  readonly writesNotices: boolean;
  readonly notices: NoticeOptions & { readonly texts: NoticeTexts };
  readonly sendGuard: SendGuard | undefined;
  readonly callDelivery: CallPort;
  /** Throws `clock-failed` rather than return an invalid time. */
  readonly clock: Clock;
  readonly clockAgreement: ClockAgreement;
  readonly timer: Timer;
  readonly eventLimit: EventLimit;
  readonly heldSignIns: HeldSignIns;
  readonly badAccounts: BadAccounts;
}
