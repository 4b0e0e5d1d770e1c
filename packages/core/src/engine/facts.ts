import type { Account } from '../account/account.ts';
import type { Evidence } from '../account/evidence.ts';
import { type EnrolledFactor, isEnrolled } from '../account/factor.ts';
import { lockOf } from '../account/failures.ts';
import { recoveryAt } from '../account/recovering.ts';
import { trustedAt } from '../account/trusting.ts';
import type { FactorFact, Facts } from '../policy/decision.ts';
import type { User } from '../policy/user.ts';
import type { DecisionContext } from './context.ts';
import type { FactorOption } from './outcomes.ts';
import type { SignedIn } from './parties.ts';

/** Who asks, and what was shown. */
export interface Shower {
  readonly user: User;
  readonly evidence: readonly Evidence[];
}

/** The person of a session, and what it shows. */
export function showerOf({ user, assurance }: SignedIn): Shower {
  return { user, evidence: assurance.evidence };
}

/** What the policy needs to know of an account, and of who asks. */
export function factsOf(
  context: DecisionContext,
  account: Account | undefined,
  { user, evidence }: Shower,
  now: number,
): Facts {
  const set = account?.backupCodes;
  const suspended = set !== undefined && lockOf(set.failures, context.limits, now).kind === 'capped';
  return {
    user,
    factors: (account?.factors ?? []).filter(isEnrolled).map((factor) => factOf(context, factor)),
    backupCodesLeft: set === undefined || suspended ? 0 : set.hashes.length,
    ...(suspended ? { backupCodesSuspended: true } : {}),
    evidence,
    ...(account?.primary === undefined ? {} : { primary: account.primary }),
    ...(account?.mustEnrol === undefined ? {} : { mustEnrol: account.mustEnrol }),
    ...(account?.freezes === undefined ? {} : { freezes: account.freezes }),
    ...(account === undefined ? {} : recoveryFact(account, now)),
    trustedDevices: account === undefined ? 0 : trustedAt(account, now).length,
    ...(account?.postponed === undefined
      ? {}
      : { firstAskedAt: account.postponed.firstAt, skips: account.postponed.times }),
  };
}

function recoveryFact(account: Account, now: number): Pick<Facts, 'recovery'> {
  const recovery = recoveryAt(account, now);
  if (recovery === undefined) return {};
  const { via, requestedBy, checks, approvals } = recovery;
  const by = requestedBy.kind === 'staff' ? requestedBy.id : account.userId;
  return { recovery: { via, requestedBy: by, checks, approvals } };
}

function factOf({ methods }: DecisionContext, { id, method, status, data }: EnrolledFactor): FactorFact {
  return { id, method, status, ...(methods.get(method)?.shows(data) ?? { traits: [] }) };
}

/** The factors with these ids, in this order, as a page offers them. */
export function optionsOf(
  context: DecisionContext,
  account: Account | undefined,
  ids: readonly string[],
  now: number,
): readonly FactorOption[] {
  return ids.flatMap((id) => {
    const factor = account?.factors.find((other) => other.id === id);
    if (factor === undefined) return [];
    const lock = lockOf(factor.failures, context.limits, now);
    const state =
      factor.status === 'suspended' || lock.kind === 'capped'
        ? ({ kind: 'suspended' } as const)
        : lock.kind === 'locked'
          ? ({ kind: 'locked', retryAt: lock.until } as const)
          : ({ kind: 'open' } as const);
    const method = context.methods.get(factor.method);
    const hint = method?.hint?.(factor.data);
    return [
      {
        factorId: id,
        method: factor.method,
        label: factor.label,
        ...(hint === undefined ? {} : { hint }),
        sends: method?.sending !== undefined,
        asks: method?.asking !== undefined,
        state,
      },
    ];
  });
}
