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

/** All stored data of one user, in one document, so that everything that is decided together is committed together. */
export interface Account {
  readonly schema: typeof ACCOUNT_SCHEMA;
  readonly userId: string;
  /** The tags of the latest saves, newest last, including the save of this document. */
  readonly tags: readonly string[];
  readonly createdAt: number;
  /** Changes when a factor is activated or removed. Tokens and set-ups of an earlier epoch are invalid. */
  readonly epoch: string;
  readonly factors: readonly Factor[];
  /** The factor that is offered first. */
  readonly primary?: string;
  readonly backupCodes?: BackupCodeSet;
  /** Issued but not acknowledged. If the policy requires that, the previous set stays valid until then. */
  readonly waitingBackupCodes?: BackupCodeSet;
  /** Wrong codes in a row over all factors. They slow down codes in addition to the count of each factor. */
  readonly codeFailures?: CodeFailures;
  /** Wrong passwords in `reauthenticate`. */
  readonly passwordFailures?: Failures;
  /** Answered challenges, kept until they would have expired, so that none is answered twice. */
  readonly spent: readonly SpentChallenge[];
  /** Enrolments that were required and postponed: one entry for each rule. */
  readonly postponed?: readonly Postponement[];
  /** Codes sent in the last day. Counted for the user, so that a new set-up does not bypass the limit. */
  readonly sends?: readonly SentCode[];
  readonly trustedDevices?: readonly TrustedDevice[];
  /** Recoveries in progress, at most one for each path. */
  readonly recoveries?: readonly Recovery[];
  /** Recent cancellations of recoveries. */
  readonly cancellations?: readonly Cancellation[];
  /** Actions that must wait after a recovery. */
  readonly freezes?: readonly StoredFreeze[];
  /** Sign-ins whose second factor was not completed. */
  readonly unfinished?: UnfinishedSignIns;
  /** The contacts of the user, current and former. */
  readonly contacts?: readonly KnownContact[];
  /** The outbox: notices that are not sent yet. */
  readonly notices?: readonly Notice[];
  readonly untoldEnrolment?: UntoldEnrolment;
  /** Changes whenever sessions must end, for portals whose sessions are tokens. */
  readonly stamp?: string;
  /** The user id that this account is moving or has moved to. This id can no longer be used. */
  readonly moving?: Moving;
  /** The `moving.id` of the move that brought it here. */
  readonly movedBy?: string;
}

/** `closed`: the account is being written at the other id. `emptied`: it is complete there, and this row holds no user data. */
export type Moving =
  | { readonly state: 'closed'; readonly to: string; readonly id: string }
  | { readonly state: 'emptied'; readonly to: string };

export interface SentCode {
  readonly method: Method;
  readonly at: number;
  /** Not present: for a sign-in without a proved factor. */
  readonly budget?: 'enrolment' | 'proven';
  /** It could not be handed over: it only delays the next attempt. */
  readonly unsent?: true;
}

export interface Postponement {
  /** The rule of the policy that required it. */
  readonly rule: string;
  /** When it was first postponed. A grace period starts then. */
  readonly firstAt: number;
  readonly times: number;
}

export interface SpentChallenge {
  readonly id: string;
  readonly until: number;
}

/** The result of a transition: the next account, and its events for the audit trail. */
export interface Change {
  readonly account: Account;
  readonly events: readonly DomainEvent[];
}

/** Combines two changes, one after the other, into one. */
export function chain(first: Change, then: (account: Account) => Change): Change {
  const second = then(first.account);
  return { account: second.account, events: [...first.events, ...second.events] };
}

/** The epoch of a user without an account: nothing is enrolled, so no earlier state can be confused with it. */
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
