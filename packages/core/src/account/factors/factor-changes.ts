import type { Account, Change } from '../account.ts';
import type { DomainEvent } from '../domain-event.ts';
import { type EnrolledFactor, isEnrolled } from './factor.ts';

export function renameFactor(account: Account, factor: EnrolledFactor, label: string): Change {
  return {
    account: {
      ...account,
      factors: account.factors.map((other) => (other.id === factor.id ? { ...factor, label } : other)),
    },
    events: [{ type: 'factor.renamed', factorId: factor.id, method: factor.method }],
  };
}

/** Sets the factor that is offered first. */
export function choosePrimary(account: Account, factor: EnrolledFactor): Change {
  return {
    account: { ...account, primary: factor.id },
    events: [{ type: 'primary.changed', factorId: factor.id, method: factor.method }],
  };
}

/**
 * Removes a factor. If it was the primary one, the factor that has been active longest becomes primary. If it was the
 * last one, the backup codes are removed too.
 */
export function removeFactor(account: Account, factor: EnrolledFactor, epoch: string): Change {
  const left = account.factors.filter(isEnrolled).filter(({ id }) => id !== factor.id);
  const events: DomainEvent[] = [{ type: 'factor.removed', factorId: factor.id, method: factor.method }];
  const { primary, backupCodes, waitingBackupCodes, ...rest } = account;
  const next: Account = { ...rest, epoch, factors: left };
  if (left.length === 0) return { account: next, events: [...events, { type: 'mfa.disabled' }] };
  const kept: Account = {
    ...next,
    ...(backupCodes ? { backupCodes } : {}),
    ...(waitingBackupCodes ? { waitingBackupCodes } : {}),
  };
  if (primary !== undefined && primary !== factor.id) return { account: { ...kept, primary }, events };
  const promoted = left.find(({ status }) => status === 'active');
  if (promoted === undefined) return { account: kept, events };
  return {
    account: { ...kept, primary: promoted.id },
    events: [...events, { type: 'primary.changed', factorId: promoted.id, method: promoted.method }],
  };
}
