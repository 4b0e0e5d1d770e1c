import type { Account, Change } from '../../account/account.ts';
import { chain } from '../../account/account.ts';
import { isEnrolled } from '../../account/factors/factor.ts';
import { grantWithId } from '../../account/recovery/open-recoveries.ts';
import { completeRecovery, endGrant, endRecoveries } from '../../account/recovery/recovering.ts';
import type { Recovery, RecoveryCode, RecoveryGrant } from '../../account/recovery/recovery.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { durationMs } from '../../duration.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import { opensSession, recoveryRuleFor } from '../../policy/requirements/grants.ts';
import { FIRST_FACTORS } from '../../policy/requirements/satisfaction.ts';
import { asEvidence } from '../../policy/requirements/usable.ts';
import type { RecoveryRule } from '../../policy/schema/policy.ts';
import type { User } from '../../policy/schema/user.ts';
import type { DecisionContext } from '../context.ts';
import { factorFacts, factsOf } from '../progress/facts.ts';
import type { Requester } from '../progress/requester.ts';

/** Time to set up a new factor. */
const ENROLMENT_MS = 3_600_000;
/** Maximum life of a grant in a session that a recovery gave. */
const SESSION_MS = 86_400_000;

interface Effective {
  readonly account: Account;
  readonly recovery: Recovery;
  readonly rule: RecoveryRule;
  /** Whether a code is one of the presented codes. */
  readonly isShown: (code: RecoveryCode) => boolean;
  readonly now: number;
}

/** Applies a completed recovery. The epoch is new, so earlier trust and set-ups become invalid. */
export function takeEffect(
  context: DecisionContext,
  { account, recovery, rule, isShown, now }: Effective,
): { readonly change: Change; readonly grantId: string } {
  const opens = opensSession(rule);
  const grant: RecoveryGrant = {
    id: toBase64url(context.random(12)),
    at: now,
    expiresAt: now + (opens ? SESSION_MS : ENROLMENT_MS),
    replaces: account.factors.filter(isEnrolled).map(({ id }) => id),
  };
  const freeze = rule.after?.freeze;
  const until = freeze === undefined ? now : now + durationMs(freeze.for);
  const change = completeRecovery(account, {
    recovery,
    isShown,
    grant,
    freezes: (freeze?.actions ?? []).map((action) => ({ action, since: now, until })),
    // A session removes the old factors at once. A set-up leaves them suspended until the new factor works.
    factors: rule.resets === 'on-approval' ? (opens ? 'removed' : 'off') : 'kept',
    epoch: toBase64url(context.random(12)),
    now,
  });
  return { change, grantId: grant.id };
}

/** Whether the next factor that is confirmed under this grant removes the old factors. */
export function resetsOnConfirmation(
  { policy }: DecisionContext,
  { account, user, grant, now }: Granted,
): boolean {
  const held = grantWithId(account, grant, now);
  const resets = held && recoveryRuleFor(policy, user, held.recovery.via)?.resets;
  return resets === 'on-confirmation' || resets === 'on-approval';
}

export interface Granted {
  readonly account: Account;
  readonly user: User;
  /** The grant that the set-up was started under. */
  readonly grant: string | undefined;
  readonly now: number;
}

/**
 * Ends the grant that allowed a confirmed factor, and every other recovery. If the old factors stay and sign-in requires another
 * factor that was not shown, the grant continues: the verified person has lost that one too.
 */
export function endRecoveriesOnConfirmation(
  context: DecisionContext,
  { evidence, ...granted }: Granted & Pick<Requester, 'evidence'>,
  newFactorId: string,
): Change {
  const { account, user, grant, now } = granted;
  const held = grantWithId(account, grant, now);
  if (held === undefined) return endRecoveries(account, 'factors-changed');
  const resets = resetsOnConfirmation(context, granted);
  const renewed = factorFacts(context, account).filter(({ id }) => !held.grant.replaces.includes(id));
  // An old first factor is no reason to continue: the portal asks for it again.
  const first = FIRST_FACTORS.map((method) => ({ method, at: now, traits: [] }));
  const shown = { user, evidence: [...evidence, ...first, ...asEvidence(renewed, now)], grant: undefined };
  const left = evaluate(context.policy, factsOf(context, account, shown, now), { kind: 'sign-in' }, now);
  if (!resets && (left.outcome === 'challenge' || left.outcome === 'deny')) {
    return endRecoveries(account, 'factors-changed', held.recovery);
  }
  const ended = endGrant(account, { held, newFactorId, resets });
  return chain(ended, (next) => endRecoveries(next, 'factors-changed'));
}
