import type { Account, Change } from '../account.ts';
import type { Actor } from '../actor.ts';
import type { DomainEvent } from '../domain-event.ts';
import { type Factor, isEnrolled } from '../factors/factor.ts';
import { afterFailure, noFailures } from '../failures/failures.ts';
import { lockOf, type ThrottleLimits } from '../failures/lock.ts';
import type { HeldGrant } from './open-recoveries.ts';
import type { Approval, Recovery, RecoveryCode, RecoveryGrant, StoredFreeze } from './recovery.ts';

const DAY_MS = 86_400_000;

export function requestRecovery(account: Account, recovery: Recovery): Change {
  const { id: requestId, via } = recovery;
  return {
    account: withRecovery(account, recovery),
    events: [{ type: 'recovery.requested', requestId, via }],
  };
}

/** How long cancellations are kept. */
const REMEMBERED_MS = 30 * DAY_MS;
const MOST_REMEMBERED = 10;
const FIRST_PAUSE_MS = 3_600_000;
const LONGEST_PAUSE_MS = DAY_MS;

/**
 * When a user may next request a recovery: an hour after a cancellation, doubled with each, at most a day. Requests of
 * staff need not wait.
 */
export function nextRequestAt({ cancellations = [] }: Account, now: number): number {
  const recent = cancellations.filter(({ at }) => now - at < REMEMBERED_MS);
  const last = recent.at(-1);
  if (last === undefined) return now;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (recent.length - 1), LONGEST_PAUSE_MS);
  return Math.max(now, last.at + pause);
}

const LINKS_BEFORE_CONTESTED = 2;

/** Whether links cancelled so many requests that no link can cancel the next one of staff. */
export function isContested({ cancellations = [] }: Account, now: number): boolean {
  const byLink = cancellations.filter(({ at, by }) => by === 'link' && now - at < REMEMBERED_MS);
  return byLink.length >= LINKS_BEFORE_CONTESTED;
}

interface Approving {
  readonly recovery: Recovery;
  readonly approval: Approval;
  readonly expiresAt: number;
}

/** Adds a staff member's approval. It replaces an earlier one of the same person, and its code. */
export function approveRecovery(account: Account, { recovery, approval, expiresAt }: Approving): Change {
  const approvals = [...recovery.approvals.filter(({ by }) => by !== approval.by), approval];
  const { id: requestId, via } = recovery;
  return {
    account: withRecovery(account, {
      ...recovery,
      approvals,
      expiresAt,
    }),
    events: [
      {
        type: 'recovery.approved',
        requestId,
        via,
        checks: approval.checks,
        approvals: approvals.length,
      },
    ],
  };
}

interface Sent {
  readonly recovery: Recovery;
  readonly code: RecoveryCode;
  readonly channel: 'email' | 'sms';
}

/** Records that a recovery code is sent to a contact, after all checks. It replaces the previous code. */
export function sendRecoveryCode(account: Account, { recovery, code, channel }: Sent): Change {
  const { id: requestId, via } = recovery;
  return {
    account: withRecovery(account, { ...recovery, contactCode: code }),
    events: [{ type: 'recovery-code.sent', requestId, via, channel }],
  };
}

/**
 * Suspends the old factors: they stop signing in and still count as enrolled, so that nothing opens before the recovery
 * is completed. A cancellation activates them again.
 */
export function switchOffFactors(account: Account, recovery: Recovery, epoch: string, now: number): Change {
  const { backupCodes, waitingBackupCodes: _, ...rest } = account;
  const suspendedFor = recovery.id;
  return {
    account: {
      ...rest,
      epoch,
      factors: account.factors.map((factor): Factor => {
        if (factor.status === 'active')
          return { ...factor, status: 'suspended', suspendedAt: now, suspendedFor };
        return factor.status === 'suspended' && factor.suspendedFor !== undefined
          ? { ...factor, suspendedFor }
          : factor;
      }),
      ...(backupCodes === undefined ? {} : { backupCodes: { ...backupCodes, suspendedFor } }),
    },
    events: [],
  };
}

function switchOnFactors(account: Account, { id }: Recovery): Account {
  const { backupCodes, ...rest } = account;
  const set = backupCodes && withoutSuspension(backupCodes, id);
  return {
    ...rest,
    factors: account.factors.map((factor): Factor => {
      if (factor.status !== 'suspended' || factor.suspendedFor !== id) return factor;
      const { suspendedAt: _a, suspendedFor: _f, ...active } = factor;
      return { ...active, status: 'active' };
    }),
    ...(set === undefined ? {} : { backupCodes: set }),
  };
}

function withoutSuspension<T extends { readonly suspendedFor?: string }>(held: T, id: string): T {
  if (held.suspendedFor !== id) return held;
  const { suspendedFor: _, ...rest } = held;
  return rest as T;
}

/** Counts a wrong recovery code for the recovery. It delays the next attempt and never uses the code up. */
export function rejectRecoveryCode(
  account: Account,
  {
    recovery,
    limits,
    now,
  }: { readonly recovery: Recovery; readonly limits: ThrottleLimits; readonly now: number },
): Change {
  const failures = afterFailure(recovery.failures, now);
  const lock = lockOf(failures, limits, now);
  const { id: requestId, via } = recovery;
  const events: DomainEvent[] = [
    { type: 'recovery-code.rejected', requestId, via, failures: failures.count },
  ];
  if (lock.kind === 'locked') {
    events.push({ type: 'recovery-code.locked', requestId, via, until: lock.until });
  }
  return { account: withRecovery(account, { ...recovery, failures }), events };
}

interface Completion {
  readonly recovery: Recovery;
  /** Whether a code is one of the presented codes. */
  readonly isShown: (code: RecoveryCode) => boolean;
  readonly grant: RecoveryGrant;
  readonly freezes: readonly StoredFreeze[];
  /** `removed`: permanently. `off`: suspended until the new factor is confirmed. */
  readonly factors: 'kept' | 'off' | 'removed';
  /** Random. Earlier trust and set-ups become invalid. */
  readonly epoch: string;
  readonly now: number;
}

/** Completes a recovery. The presented codes are used up. The recovery lasts as long as its grant. */
export function completeRecovery(
  account: Account,
  { recovery, isShown, grant, freezes, factors, epoch, now }: Completion,
): Change {
  const used = (code: RecoveryCode): RecoveryCode => (isShown(code) ? { ...code, usedAt: now } : code);
  const { contactCode, id: requestId, via } = recovery;
  const completed: Recovery = {
    ...recovery,
    approvals: recovery.approvals.map(({ code, ...approval }) =>
      code === undefined ? approval : { ...approval, code: used(code) },
    ),
    ...(contactCode === undefined ? {} : { contactCode: used(contactCode) }),
    expiresAt: Math.max(recovery.expiresAt, grant.expiresAt),
    failures: noFailures,
    grant,
  };
  const next: Account = {
    ...withRecovery(account, completed),
    epoch,
    freezes: [...(account.freezes ?? []), ...freezes],
  };
  const events: DomainEvent[] = [{ type: 'recovery.completed', requestId, via }];
  if (factors === 'kept') return { account: next, events };
  if (factors === 'off') return { account: switchOffFactors(next, completed, epoch, now).account, events };
  return withoutFactors(next, account.factors.filter(isEnrolled), events);
}

function withoutFactors(
  account: Account,
  removed: readonly Factor[],
  events: readonly DomainEvent[],
): Change {
  const { primary: _p, backupCodes: _b, waitingBackupCodes: _w, ...rest } = account;
  const ended: DomainEvent[] = removed.map(({ id: factorId, method }) => ({
    type: 'factor.removed',
    factorId,
    method,
  }));
  if (removed.length > 0) ended.push({ type: 'mfa.disabled' });
  return { account: { ...rest, factors: [] }, events: [...events, ...ended] };
}

/** Cancels a recovery. Factors that it suspended become active again, and sessions that it gave end. */
export function cancelRecovery(
  account: Account,
  { recovery, by, now }: { readonly recovery: Recovery; readonly by: Actor['kind']; readonly now: number },
): Change {
  const { id: requestId, via, grant } = recovery;
  const cancellations = (account.cancellations ?? []).filter(({ at }) => now - at < REMEMBERED_MS);
  return {
    account: {
      ...switchOnFactors(withoutRecoveries(account, [recovery]), recovery),
      cancellations: [...cancellations, { at: now, by }].slice(-MOST_REMEMBERED),
    },
    events: [{ type: grant === undefined ? 'recovery.cancelled' : 'recovery.revoked', requestId, via }],
  };
}

/** Ends every recovery and its grant, except one, because a factor was proved or the factors changed. */
export function endRecoveries(
  account: Account,
  because: 'factor-shown' | 'factors-changed',
  spared?: Recovery,
): Change {
  const ended = (account.recoveries ?? []).filter(({ id }) => id !== spared?.id);
  return {
    account: withoutRecoveries(account, ended),
    events: ended.map(({ id: requestId, via, grant }) => ({
      type: 'recovery.ended',
      requestId,
      via,
      because,
      granted: grant !== undefined,
    })),
  };
}

/**
 * Ends the grant when the factor that it allowed is confirmed. The factors that it replaces are removed only now, so
 * that the user is never without a factor.
 */
export function endGrant(
  account: Account,
  {
    held,
    newFactorId,
    resets,
  }: { readonly held: HeldGrant; readonly newFactorId: string; readonly resets: boolean },
): Change {
  const { recovery, grant } = held;
  const ended = withoutRecoveries(account, [recovery]);
  if (!resets) return { account: ended, events: [] };
  const lost = ended.factors.filter(isEnrolled).filter(({ id }) => grant.replaces.includes(id));
  const { backupCodes, ...without } = ended;
  // The codes that were issued with this set-up stay.
  const isFresh = backupCodes !== undefined && backupCodes.createdAt >= grant.at;
  return {
    account: {
      ...(isFresh ? ended : without),
      factors: ended.factors.filter(({ id }) => !lost.some((factor) => factor.id === id)),
      primary: newFactorId,
    },
    events: lost.map(({ id: factorId, method }) => ({ type: 'factor.removed', factorId, method })),
  };
}

function withRecovery(account: Account, recovery: Recovery): Account {
  const others = (account.recoveries ?? []).filter(({ via }) => via !== recovery.via);
  return { ...account, recoveries: [...others, recovery] };
}

function withoutRecoveries(account: Account, gone: readonly Recovery[]): Account {
  const { recoveries = [], ...rest } = account;
  const left = recoveries.filter(({ id }) => !gone.some((other) => other.id === id));
  return left.length === 0 ? rest : { ...rest, recoveries: left };
}
