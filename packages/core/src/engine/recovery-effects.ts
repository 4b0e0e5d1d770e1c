import type { Account, Change } from '../account/account.ts';
import type { Evidence } from '../account/evidence.ts';
import { completeRecovery, type Effects, settleRecovery } from '../account/recovering.ts';
import type { Recovery } from '../account/recovery.ts';
import { toBase64url } from '../codec/base64url.ts';
import { durationMs } from '../duration.ts';
import type { RecoveryRule } from '../policy/policy.ts';
import { recoveryRuleFor } from '../policy/stand-in.ts';
import type { DecisionContext } from './context.ts';
import type { Shower } from './facts.ts';

/** What a rule does to an account when its recovery takes effect. */
function effectsOf({ resets, after }: RecoveryRule, now: number): Effects {
  const freeze = after?.freeze;
  const until = freeze === undefined ? now : now + durationMs(freeze.for);
  return {
    resets: resets === 'on-approval',
    mustEnrol: resets === 'on-approval' && after?.enrol === true,
    freezes: (freeze?.actions ?? []).map((action) => ({ action, since: now, until })),
  };
}

interface Effective {
  readonly account: Account;
  readonly recovery: Recovery;
  readonly rule: RecoveryRule;
  readonly now: number;
}

/** A recovery takes effect. The epoch is new: what was trusted, begun or open before is dead. */
export function takeEffect(context: DecisionContext, { account, recovery, rule, now }: Effective): Change {
  const epoch = toBase64url(context.random(12));
  return completeRecovery(account, { recovery, effects: effectsOf(rule, now), epoch, now });
}

/** Whether who enrols came in by the recovery that is under way: then the new factor ends it. */
function recoveredBy({ recovery }: Account, evidence: readonly Evidence[]): Recovery | undefined {
  if (recovery?.completedAt === undefined) return undefined;
  const { via, completedAt } = recovery;
  return evidence.some(({ method, at }) => method === via && at >= completedAt) ? recovery : undefined;
}

/** Whether the factors of before die with the next one that this person confirms. */
export function resetsOnConfirmation(
  { policy }: DecisionContext,
  account: Account,
  { user, evidence }: Shower,
): boolean {
  const recovery = recoveredBy(account, evidence);
  return recovery !== undefined && recoveryRuleFor(policy, user, recovery.via)?.resets === 'on-confirmation';
}

/** Ends a recovery with the factor that it was for. Nothing where none was under way, or somebody else enrols. */
export function settle(
  context: DecisionContext,
  account: Account,
  shower: Shower,
  newFactorId: string,
): Change {
  if (recoveredBy(account, shower.evidence) === undefined) return { account, happened: [] };
  return settleRecovery(account, { newFactorId, resets: resetsOnConfirmation(context, account, shower) });
}
