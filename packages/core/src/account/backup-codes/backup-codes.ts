import type { Account, Change } from '../account.ts';
import type { DomainEvent } from '../domain-event.ts';
import { afterFailure, noFailures } from '../failures/failures.ts';
import { lockOf, type ThrottleLimits } from '../failures/lock.ts';
import type { BackupCodeSet } from './backup-code-set.ts';

/** Sets a new set of codes. The previous set becomes invalid. */
export function issueBackupCodes(account: Account, set: BackupCodeSet): Change {
  const { waitingBackupCodes: _, ...rest } = account;
  return {
    account: { ...rest, backupCodes: set },
    events: [{ type: 'backup-codes.issued', setId: set.id, count: set.issued }],
  };
}

/** Adds a new set that must be acknowledged. The previous set stays valid until then. */
export function offerBackupCodes(account: Account, set: BackupCodeSet): Change {
  return {
    account: { ...account, waitingBackupCodes: set },
    events: [{ type: 'backup-codes.offered', setId: set.id, count: set.issued }],
  };
}

/**
 * Records that the user has stored the codes. A set that waited for that becomes valid and replaces the previous one.
 */
export function acknowledgeBackupCodes(account: Account, set: BackupCodeSet, now: number): Change {
  const { waitingBackupCodes: waiting, ...rest } = account;
  const acknowledged: DomainEvent = { type: 'backup-codes.acknowledged', setId: set.id };
  return {
    account: { ...rest, backupCodes: { ...set, acknowledgedAt: now } },
    events:
      waiting === undefined
        ? [acknowledged]
        : [{ type: 'backup-codes.issued', setId: set.id, count: set.issued }, acknowledged],
  };
}

/**
 * If used codes are replaced, a set never ends, so the number of kept hashes is limited. A set is issued with at most
 * 50.
 */
const MOST_USED = 50;

interface Use {
  readonly set: BackupCodeSet;
  /** The hash of the presented code, as stored in the set. */
  readonly hash: string;
  readonly challengeId: string;
  /** The hash of the code that replaces it, if any. */
  readonly replacement?: string | undefined;
}

/** NIST SP 800-63B-4 §3.1.2.2: a look-up secret works once. The commit that accepts it removes its hash. */
export function spendBackupCode(account: Account, { set, hash, challengeId, replacement }: Use): Change {
  const left = set.hashes.filter((other) => other !== hash);
  const hashes = replacement === undefined ? left : [...left, replacement];
  const used = [...(set.used ?? []), hash].slice(-MOST_USED);
  return {
    account: { ...account, backupCodes: { ...set, hashes, used, failures: noFailures } },
    events: [{ type: 'backup-code.accepted', challengeId, left: hashes.length }],
  };
}

interface Rejection {
  readonly set: BackupCodeSet;
  readonly challengeId: string;
  readonly limits: ThrottleLimits;
  readonly now: number;
}

/** Counts a wrong code for the set, separately from the factors. */
export function rejectBackupCode(account: Account, { set, challengeId, limits, now }: Rejection): Change {
  const failures = afterFailure(set.failures, now);
  const lock = lockOf(failures, limits, now);
  const events: DomainEvent[] = [{ type: 'backup-code.rejected', challengeId, failures: failures.count }];
  if (lock.kind === 'capped') events.push({ type: 'backup-codes.suspended' });
  else if (lock.suspendsNext) events.push({ type: 'backup-codes.suspension-near' });
  if (lock.kind === 'locked') events.push({ type: 'backup-codes.locked', until: lock.until });
  return { account: { ...account, backupCodes: { ...set, failures } }, events };
}
