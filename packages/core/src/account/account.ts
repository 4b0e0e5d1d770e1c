import type { BackupCodeSet } from './backup-codes/backup-code-set.ts';
import type { TrustedDevice } from './devices/trusted-device.ts';
import type { DomainEvent } from './domain-event.ts';
import type { Factor } from './factors/factor.ts';
import type { Method } from './factors/method.ts';
import type { CodeFailures, Failures } from './failures/failures.ts';
import type { Notice } from './notices/notice.ts';
import type { UntoldEnrolment } from './notices/untold-enrolment.ts';
import type { Cancellation, Recovery, StoredFreeze } from './recovery/recovery.ts';
import type { KnownContact } from './sending/known-contact.ts';
import type { UnfinishedSignIns } from './sign-in/unfinished.ts';

/** The version of the stored document. A document of another version is refused. */
export const ACCOUNT_SCHEMA = 1;

/**
 * Everything Factorkit keeps for one user: one document, so that all that must be decided together is committed
 * together.
 */
export interface Account {
  readonly schema: typeof ACCOUNT_SCHEMA;
  readonly userId: string;
  /** The tags of the latest saves, newest last, the one that wrote this document included. */
  readonly tags: readonly string[];
  readonly createdAt: number;
  /** Changes when a factor comes into force or is removed; tokens and set-ups from before that are dead. */
  readonly epoch: string;
  readonly factors: readonly Factor[];
  /** The factor that is asked first. */
  readonly primary?: string;
  readonly backupCodes?: BackupCodeSet;
  /** Issued and not acknowledged: where the policy waits for that, the set before stays in force until then. */
  readonly waitingBackupCodes?: BackupCodeSet;
  /** Wrong codes in a row, of whichever factors: what slows codes down besides the count of each factor. */
  readonly codeFailures?: CodeFailures;
  /** Wrong passwords at `reauthenticate`. */
  readonly passwordFailures?: Failures;
  /** Challenges that were answered, kept until they would have expired, so that none is answered twice. */
  readonly spent: readonly SpentChallenge[];
  /** Enrolments that were asked for and put off: one entry for each rule. */
  readonly postponed?: readonly Postponement[];
  /** Codes that were sent in the last day: counted for the user, so that a new set-up is no way round the limit. */
  readonly sends?: readonly SentCode[];
  readonly trustedDevices?: readonly TrustedDevice[];
  /** Recoveries in progress, one of each path. */
  readonly recoveries?: readonly Recovery[];
  /** Recoveries that were cancelled lately. */
  readonly cancellations?: readonly Cancellation[];
  /** Actions that wait after a recovery. */
  readonly freezes?: readonly StoredFreeze[];
  /** Sign-ins that stopped at the second factor. */
  readonly unfinished?: UnfinishedSignIns;
  /** Where the user was reached so far. */
  readonly contacts?: readonly KnownContact[];
  /** The outbox: what the user is still to be told. */
  readonly notices?: readonly Notice[];
  readonly untoldEnrolment?: UntoldEnrolment;
  /** Changes whenever sessions are to end, for portals whose sessions are tokens. */
  readonly stamp?: string;
  /** The user id that this account goes to, or went to: nobody signs in here any more. */
  readonly moving?: { readonly to: string; readonly id: string };
  /** The `moving.id` by which it came here. */
  readonly movedBy?: string;
}

export interface SentCode {
  readonly method: Method;
  readonly at: number;
  /** Absent: at a sign-in that showed no factor yet. */
  readonly budget?: 'enrolment' | 'proven';
  /** It could not be handed over: it only spaces out the tries. */
  readonly unsent?: true;
}

export interface Postponement {
  /** The rule of the policy that asked. */
  readonly rule: string;
  /** When it was first put off: grace for a duration counts from here. */
  readonly firstAt: number;
  readonly times: number;
}

export interface SpentChallenge {
  readonly id: string;
  readonly until: number;
}

/** What a transition gives back: the next account, and what to write in the audit trail with it. */
export interface Change {
  readonly account: Account;
  readonly events: readonly DomainEvent[];
}

/** One change after the other, as one change. */
export function chain(first: Change, then: (account: Account) => Change): Change {
  const second = then(first.account);
  return { account: second.account, events: [...first.events, ...second.events] };
}

/** The epoch of a user of whom nothing is kept: nothing is enrolled, so no earlier state could be confused with it. */
const FIRST_EPOCH = '0';

export function newAccount(userId: string, now: number): Account {
  return {
    schema: ACCOUNT_SCHEMA,
    userId,
    tags: [],
    createdAt: now,
    epoch: FIRST_EPOCH,
    factors: [],
    spent: [],
  };
}

export function epochOf(account: Account | undefined): string {
  return account?.epoch ?? FIRST_EPOCH;
}
