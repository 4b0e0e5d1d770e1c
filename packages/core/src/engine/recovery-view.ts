import type { Account } from '../account/account.ts';
import { isEnrolled } from '../account/factor.ts';
import type { RecoveryPath } from '../account/method.ts';
import { recoveryAt } from '../account/recovering.ts';
import type { Recovery } from '../account/recovery.ts';
import { evaluate } from '../policy/evaluate.ts';
import { approvalsOf } from '../policy/recover.ts';
import { recoveryPathsFor, recoveryRuleFor } from '../policy/stand-in.ts';
import type { User } from '../policy/user.ts';
import type { DecisionContext } from './context.ts';
import { factsOf } from './facts.ts';
import type { RecoveryOffer, RecoveryView } from './recovery-progress.ts';

interface Onlooker {
  readonly account: Account;
  readonly user: User;
  readonly now: number;
}

/** The ways back in, and how far one is. For who is asked for a factor and may have lost it. */
export function recoveryOffers(
  context: DecisionContext,
  { account, user, now }: Omit<Onlooker, 'account'> & { readonly account: Account | undefined },
): readonly RecoveryOffer[] {
  if (!account?.factors.some(isEnrolled)) return [];
  const recovery = recoveryAt(account, now);
  return recoveryPathsFor(context.policy, user).map((via) => ({
    via,
    state: recovery?.via === via ? progressOf(context, { account, user, now }, recovery) : { kind: 'open' },
  }));
}

/** The recovery that is under way, as the user and the staff see it. */
export function recoveryViewOf(context: DecisionContext, onlooker: Onlooker): RecoveryView | undefined {
  const recovery = recoveryAt(onlooker.account, onlooker.now);
  if (recovery === undefined) return undefined;
  const { id, via, requestedBy, requestedAt, expiresAt, approvals, completedAt } = recovery;
  const rule = recoveryRuleFor(context.policy, onlooker.user, via);
  return {
    id,
    via,
    requestedBy,
    requestedAt,
    expiresAt,
    checks: (rule?.verify?.checks ?? []).map((name) => ({ name, done: recovery.checks.includes(name) })),
    approvals,
    approvalsNeeded: rule === undefined || via === 'backup-code' ? 0 : approvalsOf(rule),
    state:
      completedAt === undefined
        ? progressOf(context, onlooker, recovery)
        : { kind: 'completed', at: completedAt },
  };
}

/** As the user sees it: which members of staff had a hand in it is not theirs to know. */
export function withoutNames(view: RecoveryView): RecoveryView {
  const { requestedBy, approvals } = view;
  return {
    ...view,
    requestedBy: requestedBy.kind === 'staff' ? { kind: 'staff', id: 'staff' } : requestedBy,
    approvals: approvals.map(({ at }) => ({ by: 'staff', at })),
  };
}

function progressOf(
  context: DecisionContext,
  { account, user, now }: Onlooker,
  { via, requestedAt }: Recovery,
): RecoveryOffer['state'] {
  const decision = evaluateRecovery(context, { account, user, now }, via);
  if (decision.outcome === 'allow') return { kind: 'ready' };
  return decision.outcome === 'wait' && decision.until !== undefined
    ? { kind: 'held', until: decision.until }
    : { kind: 'requested', at: requestedAt };
}

/** What the policy says to a recovery that is under way. */
export function evaluateRecovery(
  context: DecisionContext,
  { account, user, now }: Onlooker,
  via: RecoveryPath,
): ReturnType<typeof evaluate> {
  const facts = factsOf(context, account, { user, evidence: [] }, now);
  return evaluate(context.policy, facts, { kind: 'recover', via }, now);
}
