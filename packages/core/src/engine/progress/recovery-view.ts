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

interface Onlooker {
  readonly account: Account;
  readonly user: User;
  readonly now: number;
}

/** The recovery paths, and how far each is. For a user who is asked for a factor and may have lost it. */
export function recoveryOffers(
  context: DecisionContext,
  { account, user, now }: Omit<Onlooker, 'account'> & { readonly account: Account | undefined },
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
export function recoveryViews(context: DecisionContext, onlooker: Onlooker): readonly RecoveryView[] {
  return openRecoveries(onlooker.account, onlooker.now)
    .filter(({ via }) => via !== 'backup-code')
    .map((recovery) => recoveryViewOf(context, onlooker, recovery));
}

export function recoveryViewOf(
  context: DecisionContext,
  onlooker: Onlooker,
  recovery: Recovery,
): RecoveryView {
  const { id, via, requestedBy, requestedAt, expiresAt, approvals, contested, grant } = recovery;
  const rule = recoveryRuleFor(context.policy, onlooker.user, via);
  const isLive = grant !== undefined && onlooker.now < grant.expiresAt;
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
    switchedOff: onlooker.account.factors.some(
      (factor) => factor.status === 'suspended' && factor.suspendedFor === id,
    ),
    state: isLive ? { kind: 'completed', at: grant.at } : progressOf(context, onlooker, recovery),
  };
}

/** As the user sees it: which members of staff took part is not theirs to know. */
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
  onlooker: Onlooker,
  { via, requestedAt }: Recovery,
): RecoveryOffer['state'] {
  const decision = evaluateRecovery(context, onlooker, via);
  if (decision.outcome === 'allow') return { kind: 'ready' };
  return decision.outcome === 'wait' && decision.until !== undefined
    ? { kind: 'held', until: decision.until }
    : { kind: 'requested', at: requestedAt };
}

/** What the policy says to a recovery in progress. */
export function evaluateRecovery(
  context: DecisionContext,
  { account, user, now }: Onlooker,
  via: Recovery['via'],
): ReturnType<typeof evaluate> {
  const facts = factsOf(context, account, { user, evidence: [] }, now);
  return evaluate(context.policy, facts, { kind: 'recover', via }, now);
}
