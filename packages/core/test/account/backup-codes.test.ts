import { describe, expect, it } from 'vitest';
import {
  acknowledgeBackupCodes,
  issueBackupCodes,
  rejectBackupCode,
  spendBackupCode,
} from '../../src/account/backup-codes/backup-codes.ts';
import { accountWith, active, codeSet, LIMITS, NOON } from './sample-accounts.ts';

const phone = active('phone', { failures: { count: 3, lastAt: NOON } });

describe('backup codes', () => {
  it('S2.5 a new set is kept, and counted in the trail', () => {
    const { account, events } = issueBackupCodes(accountWith([phone]), codeSet());
    expect(account.backupCodes).toEqual(codeSet());
    expect(events).toEqual([{ type: 'backup-codes.issued', setId: 'set-1', count: 3 }]);
  });

  it('S2.11 the set before it is removed, with its failures and its acknowledgement', () => {
    const old = codeSet({ id: 'old', failures: { count: 9, lastAt: NOON }, acknowledgedAt: NOON });
    const { account } = issueBackupCodes(accountWith([phone], { backupCodes: old }), codeSet());
    expect(account.backupCodes).toEqual(codeSet());
  });

  it('S2.6 the word that they are kept is recorded with its time', () => {
    const { account, events } = acknowledgeBackupCodes(
      accountWith([phone], { backupCodes: codeSet() }),
      codeSet(),
      NOON + 4,
    );
    expect(account.backupCodes).toEqual(codeSet({ acknowledgedAt: NOON + 4 }));
    expect(events).toEqual([{ type: 'backup-codes.acknowledged', setId: 'set-1' }]);
  });

  it('S2.10 R1 the hash of an accepted code leaves the set in that step', () => {
    const set = codeSet({ failures: { count: 4, lastAt: NOON } });
    const { account, events } = spendBackupCode(accountWith([phone], { backupCodes: set }), {
      set,
      hash: 'hash-b',
      challengeId: 'c1',
    });
    expect(account.backupCodes?.hashes).toEqual(['hash-a', 'hash-c']);
    expect(account.backupCodes?.issued).toBe(3);
    expect(events).toEqual([{ type: 'backup-code.accepted', challengeId: 'c1', left: 2 }]);
    expect(JSON.stringify(events)).not.toContain('hash');
  });

  it('P2 a right backup code clears the count of the codes, not that of a factor', () => {
    const set = codeSet({ failures: { count: 4, lastAt: NOON } });
    const { account } = spendBackupCode(accountWith([phone], { backupCodes: set }), {
      set,
      hash: 'hash-a',
      challengeId: 'c1',
    });
    expect(account.backupCodes?.failures).toEqual({ count: 0, lastAt: 0 });
    expect(account.factors).toEqual([phone]);
  });

  it('R3 a wrong one is counted on the set, whichever code was meant, and on no factor', () => {
    const set = codeSet();
    const { account, events } = rejectBackupCode(accountWith([phone], { backupCodes: set }), {
      set,
      challengeId: 'c1',
      limits: LIMITS,
      now: NOON,
    });
    expect(account.backupCodes).toEqual(codeSet({ failures: { count: 1, lastAt: NOON } }));
    expect(account.factors).toEqual([phone]);
    expect(events).toEqual([{ type: 'backup-code.rejected', challengeId: 'c1', failures: 1 }]);
  });

  const brings = (count: number) => {
    const set = codeSet({ failures: { count, lastAt: NOON } });
    const account = accountWith([phone], { backupCodes: set });
    return rejectBackupCode(account, { set, challengeId: 'c1', limits: LIMITS, now: NOON }).events.slice(1);
  };

  it('R3 H5 the lock and the end of the set are told', () => {
    expect(brings(3)).toEqual([]);
    expect(brings(4)).toEqual([{ type: 'backup-codes.locked', until: NOON + 30_000 }]);
    expect(brings(98)).toEqual([
      { type: 'backup-codes.suspension-near' },
      { type: 'backup-codes.locked', until: NOON + 3_600_000 },
    ]);
    expect(brings(99)).toEqual([{ type: 'backup-codes.suspended' }]);
  });
});
