import { createBackupCodes, type NewBackupCodes, type ShownAgain } from '../../factors/backup-code.ts';
import { backupCodeLimitsOf } from '../../policy/limits.ts';
import type { BackupCodeRule } from '../../policy/schema/policy.ts';
import type { DecisionContext } from '../context.ts';

export function newCodes(
  { random }: DecisionContext,
  rule: BackupCodeRule,
  now: number,
  again?: ShownAgain,
): Promise<NewBackupCodes> {
  return createBackupCodes({ limits: backupCodeLimitsOf(rule), random, now, again });
}
