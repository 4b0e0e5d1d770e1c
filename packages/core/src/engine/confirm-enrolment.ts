import { type Account, both, type Change, epochOf } from '../account/account.ts';
import { issueBackupCodes } from '../account/backup-codes.ts';
import { spendChallenge } from '../account/challenges.ts';
import { activate, awaitAcknowledgement, rejectProof } from '../account/enrolment.ts';
import { type FactorData, isEnrolled, isPendingAt, type PendingFactor } from '../account/factor.ts';
import { lockOf } from '../account/failures.ts';
import { toBase64url } from '../codec/base64url.ts';
import { createBackupCodes, type NewBackupCodes } from '../factors/backup-code.ts';
import type { CheckResult } from '../factors/method.ts';
import { evaluate } from '../policy/evaluate.ts';
import { backupCodeLimitsOf } from '../policy/limits.ts';
import type { BackupCodeRule } from '../policy/policy.ts';
import type { EnrolmentConfirmed } from './account-outcomes.ts';
import { shownBy, withEvidence } from './assurance.ts';
import { declined, nextFor, type Requester, requesterOf, troubleOf } from './caller.ts';
import { claim, releaseAll } from './claim.ts';
import type { EngineContext } from './context.ts';
import { factsOf, type Shower } from './facts.ts';
import type { Caller } from './parties.ts';
import { bindingOf, methodOf, placeOf, ruleOf } from './place.ts';
import { wordOf } from './reason.ts';
import { lostFactors, resetsOnConfirmation, settle } from './recovery-effects.ts';
import { afterRejection } from './rejection.ts';
import { tellUsed } from './sending.ts';
import { endSessions } from './sessions.ts';
import { refused } from './standing.ts';
import { note, type Step, transact } from './transact.ts';

interface ConfirmEnrolment {
  readonly caller: Caller;
  readonly factorId: string;
  readonly response: unknown;
}

export async function confirmEnrolment(
  context: EngineContext,
  input: ConfirmEnrolment,
): Promise<EnrolmentConfirmed> {
  const requester = await requesterOf(context, input.caller);
  if ('kind' in requester) return requester;
  return transact(context, {
    userId: requester.userId,
    source: requester.source,
    decide: (account, now) => judge(context, { requester, input, account, now }),
  });
}

interface Case {
  readonly requester: Requester;
  readonly input: ConfirmEnrolment;
  readonly account: Account | undefined;
  readonly now: number;
}

async function judge(
  context: EngineContext,
  { requester, input, account, now }: Case,
): Promise<Step<EnrolmentConfirmed>> {
  const trouble = troubleOf(requester, account, now);
  if (trouble) return { answer: () => trouble };
  const factor = account?.factors.find(({ id }) => id === input.factorId);
  if (account === undefined || factor?.status !== 'pending' || factor.awaits !== 'proof') {
    return { answer: () => refused('unknown-factor') };
  }
  if (!isPendingAt(factor, now)) return { answer: () => refused('expired') };
  // Another set-up was confirmed or a factor removed meanwhile: the proof that this one began with is stale.
  if (factor.epoch !== epochOf(account)) return { answer: () => refused('superseded') };
  const { method, replaces } = factor;
  const intent = { kind: 'confirm', method, ...(replaces === undefined ? {} : { replaces }) } as const;
  const decision = evaluate(context.policy, factsOf(context, account, requester, now), intent, now);
  if (decision.outcome !== 'allow') return { answer: () => declined(context, account, decision, now) };
  const lock = lockOf(factor.failures, context.limits, now);
  if (lock.kind === 'capped') return { answer: () => ({ kind: 'suspended' }) };
  if (lock.kind === 'locked') return { answer: () => ({ kind: 'locked', retryAt: lock.until }) };

  const result = await check(context, requester, { factor, response: input.response, now });
  if (result.kind === 'malformed') return { answer: () => refused('malformed-response') };
  if (result.kind === 'invalid') {
    const reason = wordOf(result.reason);
    const happened = [{ type: 'enrolment.refused', factorId: factor.id, method, reason }] as const;
    const { userId, source } = requester;
    return {
      answer: async () => {
        await note(context, { userId, source, happened });
        return refused('invalid-response');
      },
    };
  }
  if (result.kind === 'mismatch') {
    const change = rejectProof(account, factor, context.limits, now);
    return { change, answer: () => afterRejection(factor.failures, context.limits, now) };
  }
  const identity = methodOf(context, method).claim?.(result.data);
  const { userId } = requester;
  if (identity !== undefined && !(await claim(context, identity, { userId, factorId: factor.id }))) {
    return { answer: () => refused('already-registered') };
  }
  const accepted = await accept(context, { requester, account, factor, result, now });
  const answer = (): EnrolmentConfirmed | Promise<EnrolmentConfirmed> => {
    tellUsed(context, userId, method, now);
    return accepted.answer();
  };
  return { ...accepted, answer };
}

async function check(
  context: EngineContext,
  { userId }: Requester,
  {
    factor,
    response,
    now,
  }: { readonly factor: PendingFactor; readonly response: unknown; readonly now: number },
): Promise<CheckResult> {
  const { id: factorId, method, data } = factor;
  const place = placeOf(context, userId, factorId);
  const binding = bindingOf('enrolment', factorId);
  return methodOf(context, method).check({
    ...place,
    data,
    response,
    binding,
    rule: ruleOf(context, method),
    now,
  });
}

interface Proven {
  readonly requester: Requester;
  readonly account: Account;
  readonly factor: PendingFactor;
  readonly result: Extract<CheckResult, { readonly kind: 'match' }>;
  readonly now: number;
}

async function accept(context: EngineContext, proven: Proven): Promise<Step<EnrolmentConfirmed>> {
  const { account, factor, result, now } = proven;
  const rule = context.policy.backupCodes;
  const fresh = rule && codesAreDue(context, rule, proven) ? await newCodes(context, rule, now) : undefined;
  if (fresh === undefined) return inForce(context, proven, undefined);
  if (rule?.acknowledge === 'record') return inForce(context, proven, fresh);
  const waiting = awaitAcknowledgement(account, {
    factor,
    data: result.data,
    expiresAt: now + context.enrolmentMs,
  });
  return {
    change: both(waiting, (next) => issueBackupCodes(next, fresh.set)),
    answer: () => ({ kind: 'acknowledge', factorId: factor.id, backupCodes: fresh.codes }),
  };
}

function inForce(
  context: EngineContext,
  proven: Proven,
  fresh: NewBackupCodes | undefined,
): Step<EnrolmentConfirmed> {
  const { requester, account, factor, result, now } = proven;
  const activated = activateFactor(context, { account, factor, data: result.data, shower: requester, now });
  const issued = fresh ? both(activated, (next) => issueBackupCodes(next, fresh.set)) : activated;
  const change = requester.challenge
    ? { ...issued, account: spendChallenge(issued.account, requester.challenge) }
    : issued;
  const { channel } = methodOf(context, factor.method).shows(result.data);
  const shown = shownBy(factor, { traits: result.traits, channel, now });
  const raised = { ...requester, evidence: withEvidence(requester.evidence, shown) };
  return {
    change,
    answer: async () => {
      await releaseAll(context, requester.userId, lostFactors(account, change.account));
      return {
        kind: 'active',
        factorId: factor.id,
        ...(fresh ? { backupCodes: fresh.codes } : {}),
        next: nextFor(context, change.account, raised, now),
        sessions: await endSessions(context, requester, change.happened),
      };
    },
  };
}

interface Activated {
  readonly account: Account;
  readonly factor: PendingFactor;
  readonly data: FactorData;
  readonly shower: Shower;
  readonly now: number;
}

/** In force, and with it the end of the recovery that it was for. */
export function activateFactor(
  context: EngineContext,
  { account, factor, data, shower, now }: Activated,
): Change {
  const activated = activate(account, { factor, data, epoch: toBase64url(context.random(12)), now });
  return both(activated, (next) => settle(context, next, shower, factor.id));
}

export function newCodes(context: EngineContext, rule: BackupCodeRule, now: number): Promise<NewBackupCodes> {
  return createBackupCodes({ limits: backupCodeLimitsOf(rule), random: context.random, now });
}

function codesAreDue(
  context: EngineContext,
  { issue, after }: BackupCodeRule,
  { account, factor, requester }: Proven,
): boolean {
  if (after !== undefined && !after.includes(factor.method)) return false;
  // Where what was lost dies with this set-up, it is the first one again.
  if (issue === 'first-setup') {
    return !account.factors.some(isEnrolled) || resetsOnConfirmation(context, account, requester);
  }
  return issue === 'each-setup';
}
