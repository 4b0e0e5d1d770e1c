import { SKEW_MS } from '../clock-skew.ts';
import type { Account } from './account.ts';
import type { BackupCodeSet } from './backup-codes/backup-code-set.ts';
import type { Factor, PendingFactor } from './factors/factor.ts';
import type { Failures } from './failures/failures.ts';
import type { Notice } from './notices/notice.ts';
import { LONGEST_PAUSE_MS } from './notices/noticing.ts';
import type { Recovery, RecoveryCode, RecoveryGrant } from './recovery/recovery.ts';
import type { KnownContact } from './sending/known-contact.ts';
import type { UnfinishedSignIns } from './sign-in/unfinished.ts';

/** A set-up waits at most an hour for its proof, and an hour for the acknowledgement of the backup codes. */
const LONGEST_SETUP_MS = 7_200_000;

/** How long expired data is kept, so that a clock that was set ahead does not make the account forget it. */
export const MARGIN_MS = 172_800_000;

/**
 * Returns the account without times in the future, so that a server whose clock was ahead does not lock the user out on
 * the others. Every stored document passes through here when it is read. A time that is at most {@link SKEW_MS} ahead
 * becomes `now`. Beyond that:
 *
 * | stored time | becomes |
 * |---|---|
 * | `failures.lastAt`, `codeFailures.lastAt`, `passwordFailures.lastAt` | 0: the count stays, and the lock ends |
 * | `sends[].at`, `cancellations[].at`, `unfinished.toldAt` | dropped: what they delay is possible at once |
 * | `createdAt`, `activatedAt`, `lastUsedAt`, `suspendedAt`, `acknowledgedAt`, `notices[].at`, `approvals[].at`,
 * `usedAt`, `firstSeen`, `replacedAt` | `now` |
 * | `postponed[].firstAt` | `now`: the grace starts |
 * | `expiresAt` of a set-up, a recovery or a grant, `until` of a freeze | moved with the start, so that the duration
 * stays |
 * | `expiresAt` of a set-up | also at most two hours after its start |
 * | `notices[].notBefore`, `untoldEnrolment.notBefore` | `now`, if it is further ahead than the longest pause |
 * | `trustedDevices[].createdAt` | unchanged: such a device is not trusted |
 * | `trustedDevices[].evidence[].at` | unchanged: the policy ignores evidence in the future |
 * | `trustedDevices[].expiresAt`, `.previous.until`, `spent[].until` | unchanged: none of them makes a user wait |
 *
 * The time step of an authenticator app also stays: without it a code could be accepted twice.
 */
export function withoutFuture(account: Account, now: number): Account {
  const { backupCodes, waitingBackupCodes, postponed, sends, trustedDevices, freezes, notices } = account;
  const { codeFailures, passwordFailures, recoveries, cancellations } = account;
  const { unfinished, contacts, untoldEnrolment } = account;
  return {
    ...account,
    createdAt: past(account.createdAt, now),
    factors: account.factors.map((factor) => factorAt(factor, now)),
    ...(backupCodes && { backupCodes: codesAt(backupCodes, now) }),
    ...(waitingBackupCodes && { waitingBackupCodes: codesAt(waitingBackupCodes, now) }),
    ...(codeFailures && { codeFailures: { ...codeFailures, ...failuresAt(codeFailures, now) } }),
    ...(passwordFailures && { passwordFailures: failuresAt(passwordFailures, now) }),
    ...(postponed && {
      postponed: postponed.map((each) => ({ ...each, firstAt: past(each.firstAt, now) })),
    }),
    ...(sends && {
      sends: sends
        .filter(({ at }) => at <= now + SKEW_MS)
        .map((sent) => ({ ...sent, at: past(sent.at, now) })),
    }),
    ...(trustedDevices && {
      trustedDevices: trustedDevices.map((device) => ({
        ...device,
        lastUsedAt: past(device.lastUsedAt, now),
      })),
    }),
    ...(recoveries && { recoveries: recoveries.map((recovery) => recoveryAt(recovery, now)) }),
    ...(cancellations && {
      cancellations: cancellations
        .filter(({ at }) => at <= now + SKEW_MS)
        .map((cancelled) => ({ ...cancelled, at: past(cancelled.at, now) })),
    }),
    ...(unfinished && { unfinished: unfinishedAt(unfinished, now) }),
    ...(contacts && { contacts: contacts.map((contact) => contactAt(contact, now)) }),
    ...(freezes && {
      freezes: freezes.map((freeze) => ({
        ...freeze,
        since: past(freeze.since, now),
        until: freeze.until - ahead(freeze.since, now),
      })),
    }),
    ...(notices && { notices: notices.map((notice) => noticeAt(notice, now)) }),
    ...(untoldEnrolment && {
      untoldEnrolment: { ...untoldEnrolment, notBefore: nextTry(untoldEnrolment.notBefore, now) },
    }),
  };
}

function factorAt(factor: Factor, now: number): Factor {
  const createdAt = past(factor.createdAt, now);
  const failures = failuresAt(factor.failures, now);
  if (factor.status === 'pending') {
    return { ...factor, createdAt, failures, expiresAt: setupEnd(factor, now) };
  }
  const enrolled = {
    createdAt,
    failures,
    activatedAt: past(factor.activatedAt, now),
    lastUsedAt: past(factor.lastUsedAt, now),
  };
  if (factor.status === 'active') return { ...factor, ...enrolled };
  return { ...factor, ...enrolled, suspendedAt: past(factor.suspendedAt, now) };
}

function setupEnd({ createdAt, expiresAt }: PendingFactor, now: number): number {
  const end = expiresAt - ahead(createdAt, now);
  return end <= now + LONGEST_SETUP_MS ? end : past(createdAt, now) + LONGEST_SETUP_MS;
}

function failuresAt({ count, lastAt }: Failures, now: number): Failures {
  return { count, lastAt: lastAt > now + SKEW_MS ? 0 : past(lastAt, now) };
}

function codesAt(set: BackupCodeSet, now: number): BackupCodeSet {
  const { acknowledgedAt } = set;
  return {
    ...set,
    createdAt: past(set.createdAt, now),
    failures: failuresAt(set.failures, now),
    ...(acknowledgedAt === undefined ? {} : { acknowledgedAt: past(acknowledgedAt, now) }),
  };
}

function recoveryAt(recovery: Recovery, now: number): Recovery {
  const { contactCode, grant } = recovery;
  return {
    ...recovery,
    requestedAt: past(recovery.requestedAt, now),
    expiresAt: recovery.expiresAt - ahead(recovery.requestedAt, now),
    approvals: recovery.approvals.map(({ code, ...approval }) => ({
      ...approval,
      at: past(approval.at, now),
      ...(code && { code: codeAt(code, now) }),
    })),
    failures: failuresAt(recovery.failures, now),
    ...(contactCode && { contactCode: codeAt(contactCode, now) }),
    ...(grant && { grant: grantAt(grant, now) }),
  };
}

function codeAt({ hash, usedAt }: RecoveryCode, now: number): RecoveryCode {
  return usedAt === undefined ? { hash } : { hash, usedAt: past(usedAt, now) };
}

function grantAt(grant: RecoveryGrant, now: number): RecoveryGrant {
  return { ...grant, at: past(grant.at, now), expiresAt: grant.expiresAt - ahead(grant.at, now) };
}

function unfinishedAt({ count, toldAt }: UnfinishedSignIns, now: number): UnfinishedSignIns {
  return toldAt === undefined || toldAt > now + SKEW_MS ? { count } : { count, toldAt: past(toldAt, now) };
}

function contactAt(contact: KnownContact, now: number): KnownContact {
  const { replacedAt } = contact;
  return {
    ...contact,
    firstSeen: past(contact.firstSeen, now),
    ...(replacedAt === undefined ? {} : { replacedAt: past(replacedAt, now) }),
  };
}

function noticeAt(notice: Notice, now: number): Notice {
  const tooLate = notice.at > now || notice.notBefore > now + LONGEST_PAUSE_MS;
  return {
    ...notice,
    at: past(notice.at, now),
    notBefore: tooLate ? past(notice.notBefore, now) : notice.notBefore,
  };
}

function nextTry(notBefore: number, now: number): number {
  return notBefore > now + LONGEST_PAUSE_MS ? now : notBefore;
}

function past(time: number, now: number): number {
  return Math.min(time, now);
}

/** How far a start is in the future. */
function ahead(beginning: number, now: number): number {
  return Math.max(0, beginning - now);
}
