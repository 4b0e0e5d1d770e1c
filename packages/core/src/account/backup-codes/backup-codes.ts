import type { Account, Change } from '../account.ts';
import type { DomainEvent } from '../domain-event.ts';
import { afterFailure, lockOf, noFailures, type ThrottleLimits } from '../failures/failures.ts';
import type { BackupCodeSet } from './backup-code-set.ts';

/** A new set. The one before it dies. */
export function issueBackupCodes(account: Account, set: BackupCodeSet): Change {
  const { waitingBackupCodes: _, ...rest } = account;
  return {
    account: { ...rest, backupCodes: set },
    events: [{ type: 'backup-codes.issued', setId: set.id, count: set.issued }],
  };
}

/** A new set that waits to be acknowledged. The one before it stays in force until then. */
export function offerBackupCodes(account: Account, set: BackupCodeSet): Change {
  return {
    account: { ...account, waitingBackupCodes: set },
    events: [{ type: 'backup-codes.offered', setId: set.id, count: set.issued }],
  };
}

/** The user has stored the codes. A set that waited for that is in force now, and the one before it is not any more. */
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

/** With codes that are replaced when they are used, a set has no end; the most that one is issued with is 50. */
const MOST_USED = 50;

interface Use {
  readonly set: BackupCodeSet;
  /** The hash of the code that was given, as it stands in the set. */
  readonly hash: string;
  readonly challengeId: string;
  /** The hash of the code that takes its place, if one does. */
  readonly replacement?: string | undefined;
}

/** NIST SP 800-63B-4 §3.1.2.2: a look-up secret works once. Its hash leaves the set in the step that accepts it. */
export function acceptBackupCode(account: Account, { set, hash, challengeId, replacement }: Use): Change {
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

/** A wrong code: counted on the set, apart from every factor's count. */
export function rejectBackupCode(account: Account, { set, challengeId, limits, now }: Rejection): Change {
  const failures = afterFailure(set.failures, now);
  const lock = lockOf(failures, limits, now);
  const events: DomainEvent[] = [{ type: 'backup-code.rejected', challengeId, failures: failures.count }];
  if (lock.kind === 'capped') events.push({ type: 'backup-codes.suspended' });
  else if (lock.suspendsNext) events.push({ type: 'backup-codes.suspension-near' });
  if (lock.kind === 'locked') events.push({ type: 'backup-codes.locked', until: lock.until });
  return { account: { ...account, backupCodes: { ...set, failures } }, events };
}
