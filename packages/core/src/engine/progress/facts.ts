import type { Account } from '../../account/account.ts';
import { trustedAt } from '../../account/devices/trusting.ts';
import type { Evidence } from '../../account/factors/evidence.ts';
import { type EnrolledFactor, isEnrolled } from '../../account/factors/factor.ts';
import { lockOf } from '../../account/failures/lock.ts';
import { grantWithId, openRecoveries } from '../../account/recovery/open-recoveries.ts';
import type { Recovery } from '../../account/recovery/recovery.ts';
import { isContactGone } from '../../account/sending/contacts.ts';
import type { FactorFact, Facts, RecoveryFact } from '../../policy/requirements/decision.ts';
import type { User } from '../../policy/schema/user.ts';
import type { SignedIn } from '../actors.ts';
import type { DecisionContext } from '../context.ts';
import type { FactorOption } from '../results/outcomes.ts';
import { answerLock, lockedBy, warningOf } from './answer-lock.ts';

/** The user who asks, and the evidence. */
export interface Claimant {
  readonly user: User;
  readonly evidence: readonly Evidence[];
  /** The recovery grant of the session or sign-in. */
  readonly grant: string | undefined;
}

/** The user of a session, and its evidence. */
export function claimantOf({ user, assurance }: SignedIn): Claimant {
  const { evidence, grant } = assurance;
  return { user, evidence, grant };
}

/** The facts about an account and its user for the policy. */
export function factsOf(
  context: DecisionContext,
  account: Account | undefined,
  { user, evidence, grant }: Claimant,
  now: number,
): Facts {
  const set = account?.backupCodes;
  const usable =
    set !== undefined &&
    set.suspendedFor === undefined &&
    lockOf(set.failures, context.limits, now).kind !== 'capped';
  return {
    user,
    factors: account === undefined ? [] : factorFacts(context, account),
    backupCodesLeft: usable ? set.hashes.length : 0,
    evidence,
    ...(account?.primary === undefined ? {} : { primary: account.primary }),
    ...(account?.freezes === undefined ? {} : { freezes: account.freezes }),
    ...(account === undefined ? {} : recoveryFacts(account, grant, now)),
    trustedDevices: account === undefined ? 0 : trustedAt(account, now).length,
    ...(account?.postponed === undefined ? {} : { postponed: account.postponed }),
  };
}

function recoveryFacts(
  account: Account,
  grant: string | undefined,
  now: number,
): Pick<Facts, 'recoveries' | 'grant'> {
  const held = grantWithId(account, grant, now);
  return {
    recoveries: openRecoveries(account, now).map((recovery) => recoveryFactOf(account, recovery)),
    ...(held === undefined ? {} : { grant: { via: held.recovery.via } }),
  };
}

export function recoveryFactOf({ userId }: Account, recovery: Recovery): RecoveryFact {
  const { via, requestedBy, approvals, contested } = recovery;
  const by = requestedBy.kind === 'staff' ? requestedBy.id : userId;
  return {
    via,
    requestedBy: by,
    approvals: approvals.map((approval) => ({ by: approval.by, at: approval.at, checks: approval.checks })),
    ...(contested ? { contested } : {}),
  };
}

export function factorFacts(context: DecisionContext, account: Account): readonly FactorFact[] {
  return account.factors.filter(isEnrolled).map((factor) => {
    const fact = factOf(context, factor);
    const gone = fact.channel !== undefined && isContactGone(account, fact.channel);
    return gone ? { ...fact, contactGone: true } : fact;
  });
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
    const factor = account?.factors.filter(isEnrolled).find((other) => other.id === id);
    if (account === undefined || factor === undefined) return [];
    const lock = answerLock(context, account, factor, now);
    const state = lockedBy(lock) ?? { kind: 'open', ...warningOf(lock) };
    const method = context.methods.get(factor.method);
    const hint = method?.hint?.(factor.data);
    return [
      {
        factorId: id,
        method: factor.method,
        label: factor.label,
        ...(hint === undefined ? {} : { hint }),
        sends: method?.sending !== undefined,
        asks: method?.ceremony !== undefined,
        state,
      },
    ];
  });
}
