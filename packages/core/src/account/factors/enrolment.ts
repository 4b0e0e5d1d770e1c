import type { Account, Change } from '../account.ts';
import type { DomainEvent } from '../domain-event.ts';
import { afterFailure, noFailures } from '../failures/failures.ts';
import { lockOf, type ThrottleLimits } from '../failures/lock.ts';
import { type FactorData, isEnrolled, type PendingFactor } from './factor.ts';

/** Open set-ups of one method at the same time: two browser tabs and one more. After that the oldest is dropped. */
const OPEN_SETUPS = 3;

/** Adds a set-up. It does not count before it is proved. */
export function beginEnrolment(account: Account, factor: PendingFactor): Change {
  const open = account.factors.filter(
    ({ status, method }) => status === 'pending' && method === factor.method,
  );
  const oldest = open.length < OPEN_SETUPS ? undefined : open[0];
  return {
    account: { ...account, factors: [...account.factors.filter((other) => other !== oldest), factor] },
    events: [{ type: 'enrolment.begun', factorId: factor.id, method: factor.method }],
  };
}

/** Counts a wrong code for a set-up. At the cap the set-up is dropped. */
export function rejectProof(
  account: Account,
  factor: PendingFactor,
  limits: ThrottleLimits,
  now: number,
): Change {
  const failures = afterFailure(factor.failures, now);
  const factors =
    lockOf(failures, limits, now).kind === 'capped'
      ? account.factors.filter(({ id }) => id !== factor.id)
      : account.factors.map((other) => (other.id === factor.id ? { ...factor, failures } : other));
  return {
    account: { ...account, factors },
    events: [
      { type: 'enrolment.rejected', factorId: factor.id, method: factor.method, failures: failures.count },
    ],
  };
}

interface Proof {
  readonly factor: PendingFactor;
  readonly data: FactorData;
  readonly expiresAt: number;
}

/** The code was correct, but the backup codes are not acknowledged yet. Only one set-up waits at a time. */
export function awaitAcknowledgement(account: Account, { factor, data, expiresAt }: Proof): Change {
  const proven: PendingFactor = {
    ...factor,
    data,
    expiresAt,
    awaits: 'acknowledgement',
    failures: noFailures,
  };
  const others = account.factors.filter(
    (other) => other.id !== factor.id && !(other.status === 'pending' && other.awaits === 'acknowledgement'),
  );
  return {
    account: { ...account, factors: [...others, proven] },
    events: [{ type: 'enrolment.proven', factorId: factor.id, method: factor.method }],
  };
}

interface Activation {
  readonly factor: PendingFactor;
  readonly data: FactorData;
  /** Random. Tokens and set-ups from before are invalid after it. */
  readonly epoch: string;
  readonly now: number;
}

/** Activates a proved factor. The same step removes the factor that it replaces, and all other set-ups. */
export function activate(account: Account, { factor, data, epoch, now }: Activation): Change {
  const { id, method, label, createdAt, replaces } = factor;
  const enrolled = account.factors.filter(isEnrolled);
  const replaced = enrolled.find((other) => other.id === replaces);
  const kept = enrolled.filter((other) => other !== replaced);
  const primary = account.primary === replaced?.id ? id : (account.primary ?? id);
  const events: DomainEvent[] = [{ type: 'factor.activated', factorId: id, method }];
  if (replaced) events.push({ type: 'factor.removed', factorId: replaced.id, method: replaced.method });
  if (primary === id) events.push({ type: 'primary.changed', factorId: id, method });
  if (enrolled.length === 0) events.push({ type: 'mfa.enabled' });
  return {
    account: {
      ...account,
      epoch,
      factors: [
        ...kept,
        {
          id,
          method,
          label,
          createdAt,
          failures: noFailures,
          data,
          status: 'active',
          activatedAt: now,
          lastUsedAt: now,
        },
      ],
      primary,
    },
    events,
  };
}
