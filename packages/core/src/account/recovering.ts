import type { Account, Change } from './account.ts';
import { isEnrolled } from './factor.ts';
import type { Happening } from './happening.ts';
import type { Recovery, StoredFreeze } from './recovery.ts';

/** What a recovery does to the account when it takes effect. From the policy. */
export interface Effects {
  /** Removes every factor and backup code now. */
  readonly resets: boolean;
  /** The portal stays closed until a factor is enrolled. */
  readonly mustEnrol: boolean;
  readonly freezes: readonly StoredFreeze[];
}

/** Whether a recovery is under way at this moment. */
export function recoveryAt({ recovery }: Account, now: number): Recovery | undefined {
  return recovery !== undefined && now < recovery.expiresAt ? recovery : undefined;
}

export function requestRecovery(account: Account, recovery: Recovery): Change {
  return {
    account: { ...account, recovery },
    happened: [{ type: 'recovery.requested', requestId: recovery.id, via: recovery.via }],
  };
}

interface Approving {
  readonly recovery: Recovery;
  readonly by: string;
  readonly checks: readonly string[];
  readonly now: number;
}

/** One member of staff vouches. Who vouches twice still counts once. */
export function approveRecovery(account: Account, { recovery, by, checks, now }: Approving): Change {
  const approvals = recovery.approvals.some((approval) => approval.by === by)
    ? recovery.approvals
    : [...recovery.approvals, { by, at: now }];
  const next: Recovery = { ...recovery, approvals, checks: [...new Set([...recovery.checks, ...checks])] };
  return {
    account: { ...account, recovery: next },
    happened: [
      {
        type: 'recovery.approved',
        requestId: recovery.id,
        via: recovery.via,
        checks,
        approvals: approvals.length,
      },
    ],
  };
}

export function cancelRecovery(account: Account, { id: requestId, via }: Recovery): Change {
  const { recovery: _, ...rest } = account;
  return { account: rest, happened: [{ type: 'recovery.cancelled', requestId, via }] };
}

interface Completion {
  readonly recovery: Recovery;
  readonly effects: Effects;
  /** Random: whatever was trusted or begun before is dead. */
  readonly epoch: string;
  readonly now: number;
}

/** It takes effect. Used again before it is over, it changes nothing more. */
export function completeRecovery(account: Account, { recovery, effects, epoch, now }: Completion): Change {
  const { resets, mustEnrol, freezes } = effects;
  const { id: requestId, via } = recovery;
  const completed: Account = {
    ...account,
    epoch,
    recovery: { ...recovery, completedAt: now },
    freezes: [...(account.freezes ?? []), ...freezes],
    ...(mustEnrol ? { mustEnrol } : {}),
  };
  const happened: Happening[] = [{ type: 'recovery.completed', requestId, via }];
  if (!resets) return { account: completed, happened };
  const { primary: _p, backupCodes: _b, recovery: _r, ...rest } = completed;
  const removed = account.factors.filter(isEnrolled);
  for (const { id: factorId, method } of removed) happened.push({ type: 'factor.removed', factorId, method });
  if (removed.length > 0) happened.push({ type: 'mfa.disabled' });
  return { account: { ...rest, factors: [] }, happened };
}

/**
 * The new factor is in force: the recovery is over. Where the policy says so, what it stood in for dies now and not
 * before, so that nobody is ever left with nothing.
 */
export function settleRecovery(
  account: Account,
  { newFactorId, resets }: { readonly newFactorId: string; readonly resets: boolean },
): Change {
  const { recovery, ...rest } = account;
  if (!resets) return { account: rest, happened: [] };
  const lost = rest.factors.filter(isEnrolled).filter(({ id }) => id !== newFactorId);
  const { backupCodes, ...without } = rest;
  // The codes that came with this very set-up stay.
  const fresh = backupCodes !== undefined && backupCodes.createdAt >= (recovery?.completedAt ?? 0);
  const next = fresh ? rest : without;
  return {
    account: {
      ...next,
      factors: rest.factors.filter((factor) => !lost.some(({ id }) => id === factor.id)),
      primary: newFactorId,
    },
    happened: lost.map(({ id: factorId, method }) => ({ type: 'factor.removed', factorId, method })),
  };
}
