import { createBackupCodes, type NewBackupCodes } from '../../factors/backup-code.ts';
import { backupCodeLimitsOf } from '../../policy/limits.ts';
import type { BackupCodeRule } from '../../policy/schema/policy.ts';
import type { DecisionContext } from '../context.ts';

export function newCodes(
  { random }: DecisionContext,
  rule: BackupCodeRule,
  now: number,
): Promise<NewBackupCodes> {
  return createBackupCodes({ limits: backupCodeLimitsOf(rule), random, now });
}
