import type { Account, Change } from '../account.ts';
import type { BackupCodeSet } from '../backup-codes/backup-code-set.ts';
import type { Failures } from '../failures/failures.ts';
import type { EnrolledFactor } from './factor.ts';

/** Ends the lock and keeps the count: by NIST SP 800-63B-4 §3.2.2 only the correct answer clears it. */
function withoutWait({ count }: Failures): Failures {
  return { count, lastAt: 0 };
}

export function unlockFactor(account: Account, factor: EnrolledFactor): Change {
  const open = { ...factor, failures: withoutWait(factor.failures) };
  return {
    account: { ...account, factors: account.factors.map((other) => (other.id === factor.id ? open : other)) },
    events: [{ type: 'factor.unlocked', factorId: factor.id, method: factor.method }],
  };
}

export function unlockBackupCodes(account: Account, set: BackupCodeSet): Change {
  return {
    account: { ...account, backupCodes: { ...set, failures: withoutWait(set.failures) } },
    events: [{ type: 'backup-codes.unlocked' }],
  };
}
