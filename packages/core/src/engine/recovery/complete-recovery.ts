import { type Account, chain } from '../../account/account.ts';
import type { RecoveryPath } from '../../account/factors/method.ts';
import { afterFailure, type Failures } from '../../account/failures/failures.ts';
import { lockOf, type ThrottleLimits } from '../../account/failures/lock.ts';
import { recoveryVia } from '../../account/recovery/open-recoveries.ts';
import { rejectRecoveryCode } from '../../account/recovery/recovering.ts';
import type { Recovery, RecoveryCode } from '../../account/recovery/recovery.ts';
import { spendChallenge } from '../../account/sign-in/challenges.ts';
import { codePartText, readCodeParts } from '../../factors/recovery-code.ts';
import { approvedSince, holdOf } from '../../policy/decide/recover.ts';
import { recoveryRuleFor } from '../../policy/requirements/grants.ts';
import type { RecoveryRule } from '../../policy/schema/policy.ts';
import { endSessions, sessionsBefore } from '../commit/sessions.ts';
import { type Decided, type Reading, transact } from '../commit/transact.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { advance, deniedBy } from '../progress/advance.ts';
import { recoveryFactOf } from '../progress/facts.ts';
import { challengeProblem, type OpenChallenge, openChallenge, refused } from '../progress/open-challenge.ts';
import { evaluateRecovery } from '../progress/recovery-view.ts';
import type { RecoveryCompleted } from '../results/desk-outcomes.ts';
import type { RecoveryDesk } from '../results/desks.ts';
import type { Refusals } from '../results/outcomes.ts';
import { takeEffect } from './recovery-effects.ts';

export async function completeRecovery(
  context: EngineContext,
  input: Parameters<RecoveryDesk['complete']>[0],
): Promise<RecoveryCompleted> {
  const challenge = await openChallenge(context, input.token, ['sign-in']);
  if ('kind' in challenge) return challenge;
  const { via, code } = input;
  return transact(context, {
    userId: challenge.userId,
    source: input.source,
    decide: (decision, reading) => decide(decision, { challenge, via, typed: code, ...reading }),
  });
}

interface Asked extends Reading {
  readonly challenge: OpenChallenge;
  readonly via: RecoveryPath;
  /** The typed recovery code. Untrusted input. */
  readonly typed: unknown;
}

function decide(
  context: DecisionContext,
  { challenge, via, typed, account, now }: Asked,
): Decided<RecoveryCompleted> {
  const problem = challengeProblem(challenge, account, now);
  if (problem) return { answer: problem };
  const { user } = challenge;
  const recovery = account && recoveryVia(account, via, now);
  if (account === undefined || recovery === undefined) return { answer: refused('unknown-recovery') };
  const rule = recoveryRuleFor(context.policy, user, via);
  if (rule === undefined) return { answer: { kind: 'denied', reason: 'not-offered' } };
  const decision = evaluateRecovery(context, { account, user, now }, via);
  if (decision.outcome === 'wait' || decision.outcome === 'deny') return { answer: deniedBy(decision) };
  if (rule.handover === 'none') {
    // A session is given only once. Enrolling a new factor stays possible until there is one, or the recovery expires.
    return recovery.grant !== undefined && rule.grants === 'session'
      ? { answer: refused('used') }
      : complete(context, { challenge, account, recovery, rule, isShown: () => false, now });
  }
  const parts = readCodeParts(typed);
  if (parts === undefined) return { answer: refused('malformed-response') };
  const limits = codeLimitsOf(context.limits);
  const lock = lockOf(recovery.failures, limits, now);
  // While locked nothing is verified, so that a correct code reveals nothing either.
  if (lock.kind === 'locked') return { answer: { kind: 'locked', retryAt: lock.until } };
  const shown = match(context, { account, recovery, rule, parts });
  switch (shown.kind) {
    case 'wrong':
      return {
        change: rejectRecoveryCode(account, { recovery, limits, now }),
        answer: afterWrongCode(recovery.failures, limits, now),
      };
    case 'used':
      return { answer: refused('used') };
    case 'right': {
      const until = shown.since + holdOf(rule);
      if (now < until) return { answer: { kind: 'denied', reason: 'held', until } };
      const isShown = (code: RecoveryCode): boolean => shown.codes.includes(code);
      return complete(context, { challenge, account, recovery, rule, isShown, now });
    }
  }
}

/** Wrong codes delay the next attempt and never end the recovery: otherwise anyone with the password could end it. */
function codeLimitsOf(limits: ThrottleLimits): ThrottleLimits {
  return { ...limits, cap: Number.POSITIVE_INFINITY };
}

function afterWrongCode(
  before: Failures,
  limits: ThrottleLimits,
  now: number,
): Refusals['rejected' | 'locked'] {
  const lock = lockOf(afterFailure(before, now), limits, now);
  return lock.kind === 'locked'
    ? { kind: 'locked', retryAt: lock.until }
    : { kind: 'rejected', attemptsLeft: lock.kind === 'open' ? lock.attemptsLeft : 0 };
}

type Shown =
  | { readonly kind: 'wrong' }
  | { readonly kind: 'used' }
  | {
      readonly kind: 'right';
      readonly codes: readonly RecoveryCode[];
      /** When the approvals behind these codes were complete. The hold starts then. */
      readonly since: number;
    };

interface Typed {
  readonly account: Account;
  readonly recovery: Recovery;
  readonly rule: RecoveryRule;
  readonly parts: readonly string[];
}

/**
 * The parts must come from enough approvers whose checks are complete together. A single part is as wrong as any other
 * code, so that no answer confirms it.
 */
function match(context: DecisionContext, { account, recovery, rule, parts }: Typed): Shown {
  const isTyped = ({ hash }: RecoveryCode): boolean =>
    parts.filter((part) => context.keyed.matches(codePartText(account.userId, recovery.id, part), hash))
      .length > 0;
  const { contactCode, approvals } = recovery;
  const telling = approvals.filter(({ code }) => code !== undefined && isTyped(code));
  const vouching = rule.handover === 'contact' ? approvals : telling;
  const codes =
    rule.handover === 'contact'
      ? contactCode !== undefined && isTyped(contactCode)
        ? [contactCode]
        : []
      : telling.flatMap(({ code }) => code ?? []);
  const since = approvedSince(rule, { ...recoveryFactOf(account, recovery), approvals: vouching });
  if (codes.length !== new Set(parts).size || codes.length === 0 || since === undefined) {
    return { kind: 'wrong' };
  }
  return codes.some(({ usedAt }) => usedAt !== undefined)
    ? { kind: 'used' }
    : { kind: 'right', codes, since };
}

interface Completing {
  readonly challenge: OpenChallenge;
  readonly account: Account;
  readonly recovery: Recovery;
  readonly rule: RecoveryRule;
  readonly isShown: (code: RecoveryCode) => boolean;
  readonly now: number;
}

function complete(
  context: DecisionContext,
  { challenge, account, recovery, rule, isShown, now }: Completing,
): Decided<RecoveryCompleted> {
  const { change: effect, grantId } = takeEffect(context, { account, recovery, rule, isShown, now });
  const change = chain(effect, (next) => ({ account: spendChallenge(next, challenge), events: [] }));
  const progress = { ...challenge, grant: grantId, until: undefined };
  const answer = {
    kind: 'completed',
    next: advance(context, change.account, progress, now),
    sessions: sessionsBefore(context, change.events),
  } as const;
  return {
    change,
    answer,
    after: async (engine) => ({
      ...answer,
      sessions: await endSessions(engine, challenge, answer.sessions),
    }),
  };
}
