import type { Account } from '../../account/account.ts';
import { isEnrolled } from '../../account/factors/factor.ts';
import { openRecoveries, recoveryVia } from '../../account/recovery/open-recoveries.ts';
import type { Recovery } from '../../account/recovery/recovery.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import { approvalsOf } from '../../policy/decide/recover.ts';
import { recoveryPathsFor, recoveryRuleFor } from '../../policy/requirements/grants.ts';
import type { User } from '../../policy/schema/user.ts';
import type { DecisionContext } from '../context.ts';
import type { RecoveryOffer, RecoveryView } from '../results/recovery-progress.ts';
import { factsOf } from './facts.ts';

interface ViewInput {
  readonly account: Account;
  readonly user: User;
  readonly now: number;
}

/** The recovery paths and their states, for a user who may have lost a factor. */
export function recoveryOffers(
  context: DecisionContext,
  { account, user, now }: Omit<ViewInput, 'account'> & { readonly account: Account | undefined },
): readonly RecoveryOffer[] {
  if (!account?.factors.some(isEnrolled)) return [];
  return recoveryPathsFor(context.policy, user).map((via) => {
    const recovery = recoveryVia(account, via, now);
    const handover = recoveryRuleFor(context.policy, user, via)?.handover ?? 'staff';
    return {
      via,
      handover,
      state: recovery ? progressOf(context, { account, user, now }, recovery) : { kind: 'open' },
    };
  });
}

/** The recoveries in progress, as the user and staff see them. */
export function recoveryViews(context: DecisionContext, input: ViewInput): readonly RecoveryView[] {
  return openRecoveries(input.account, input.now)
    .filter(({ via }) => via !== 'backup-code')
    .map((recovery) => recoveryViewOf(context, input, recovery));
}

export function recoveryViewOf(context: DecisionContext, input: ViewInput, recovery: Recovery): RecoveryView {
  const { id, via, requestedBy, requestedAt, expiresAt, approvals, contested, grant } = recovery;
  const rule = recoveryRuleFor(context.policy, input.user, via);
  const isLive = grant !== undefined && input.now < grant.expiresAt;
  return {
    id,
    via,
    handover: rule?.handover ?? 'staff',
    requestedBy,
    requestedAt,
    expiresAt,
    checks: (rule?.verify?.checks ?? []).map((name) => ({
      name,
      done: approvals.some(({ checks }) => checks.includes(name)),
    })),
    approvals: approvals.map(({ by, at, checks }) => ({ by, at, checks })),
    approvalsNeeded: rule === undefined ? 0 : approvalsOf(rule, recovery),
    contested: contested === true,
    switchedOff: input.account.factors.some(
      (factor) => factor.status === 'suspended' && factor.suspendedFor === id,
    ),
    state: isLive ? { kind: 'completed', at: grant.at } : progressOf(context, input, recovery),
  };
}

/** The user's view: it does not name members of staff. */
export function withoutNames(view: RecoveryView): RecoveryView {
  const { requestedBy, approvals } = view;
  return {
    ...view,
    requestedBy: requestedBy.kind === 'staff' ? { kind: 'staff', id: 'staff' } : requestedBy,
    approvals: approvals.map(({ at, checks }) => ({ by: 'staff', at, checks })),
  };
}

function progressOf(
  context: DecisionContext,
  input: ViewInput,
  { via, requestedAt }: Recovery,
): RecoveryOffer['state'] {
  const decision = evaluateRecovery(context, input, via);
  if (decision.outcome === 'allow') return { kind: 'ready' };
  return decision.outcome === 'wait' && decision.until !== undefined
    ? { kind: 'held', until: decision.until }
    : { kind: 'requested', at: requestedAt };
}

/** The policy's decision about a recovery in progress. */
export function evaluateRecovery(
  context: DecisionContext,
  { account, user, now }: ViewInput,
  via: Recovery['via'],
): ReturnType<typeof evaluate> {
  const facts = factsOf(context, account, { user, evidence: [], grant: undefined }, now);
  return evaluate(context.policy, facts, { kind: 'recover', via }, now);
}
