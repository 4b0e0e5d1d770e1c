import type { Account } from '../account/account.ts';
import type { Evidence } from '../account/evidence.ts';
import { isEnrolled } from '../account/factor.ts';
import { lockOf } from '../account/failures.ts';
import type { Facts } from '../policy/decision.ts';
import type { EngineContext } from './context.ts';
import type { FactorOption } from './outcomes.ts';

/** What the policy needs to know of an account, and of what was shown. */
export function factsOf(
  context: EngineContext,
  account: Account | undefined,
  evidence: readonly Evidence[],
  now: number,
): Facts {
  const set = account?.backupCodes;
  const usable = set !== undefined && lockOf(set.failures, context.limits, now).kind !== 'capped';
  return {
    factors: (account?.factors ?? [])
      .filter(isEnrolled)
      .map(({ id, method, status }) => ({ id, method, status })),
    backupCodesLeft: usable ? set.hashes.length : 0,
    evidence,
    ...(account?.primary === undefined ? {} : { primary: account.primary }),
  };
}

/** The factors with these ids, in this order, as a page offers them. */
export function optionsOf(
  context: EngineContext,
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
    return [{ factorId: id, method: factor.method, label: factor.label, state }];
  });
}
