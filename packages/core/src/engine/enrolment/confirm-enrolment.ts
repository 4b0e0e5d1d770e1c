import { type Account, chain, epochOf } from '../../account/account.ts';
import { issueBackupCodes, offerBackupCodes } from '../../account/backup-codes/backup-codes.ts';
import { awaitAcknowledgement, rejectProof } from '../../account/factors/enrolment.ts';
import { type Factor, isEnrolled, isPendingAt, type PendingFactor } from '../../account/factors/factor.ts';
import { lockOf } from '../../account/failures/lock.ts';
import { grantWithId } from '../../account/recovery/open-recoveries.ts';
import { spendChallenge } from '../../account/sign-in/challenges.ts';
import type { NewBackupCodes } from '../../factors/backup-code.ts';
import type { CheckResult } from '../../factors/method.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import type { BackupCodeRule } from '../../policy/schema/policy.ts';
import type { Caller } from '../actors.ts';
import { expectedOf } from '../commit/expected-account.ts';
import { freeCredential, reserveCredential } from '../commit/reserved-credentials.ts';
import { endSessions, sessionsBefore } from '../commit/sessions.ts';
import { type Decided, type Passed, type Reading, transactPrepared } from '../commit/transact.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { failureName } from '../ports/failure-name.ts';
import { shownBy, withEvidence } from '../progress/assurance.ts';
import { bindingOf, factorContext, methodOf, ruleOf } from '../progress/factor-context.ts';
import { isSameData } from '../progress/factor-data.ts';
import { factsOf } from '../progress/facts.ts';
import { withKnownDevice } from '../progress/known-device.ts';
import { refused } from '../progress/open-challenge.ts';
import { declined, nextFor, type Requester, requesterOf, requesterProblem } from '../progress/requester.ts';
import { type Granted, resetsOnConfirmation } from '../recovery/recovery-effects.ts';
import type { EnrolmentConfirmed } from '../results/account-outcomes.ts';
import { reportUsedCode } from '../sending/send-admission.ts';
import { afterRejection } from '../sign-in/rejection.ts';

import { activateFactor } from './activate-factor.ts';
import { newCodes } from './new-backup-codes.ts';

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
  const { userId } = requester;
  return transactPrepared<Provable, Proof, EnrolmentConfirmed>(context, {
    ...expectedOf(requester),
    guard: (decision, reading) => guard(decision, { requester, factorId: input.factorId, ...reading }),
    prepare: (engine, provable, earlier) =>
      prepare(engine, { requester, response: input.response, ...provable, earlier }),
    decide: (decision, provable, proof) => decide(decision, { requester, ...provable, proof }),
    abandon: (engine, { factor, reserved }, { account }) =>
      reserved === undefined ? Promise.resolve() : abandon(engine, { userId, factor, reserved, account }),
  });
}

/** A set-up that may be proved now. */
interface Provable {
  readonly account: Account;
  readonly factor: PendingFactor;
  readonly now: number;
}

interface GuardInput extends Reading {
  readonly requester: Requester;
  readonly factorId: string;
}

function guard(
  context: DecisionContext,
  { requester, factorId, account, now }: GuardInput,
): Passed<Provable> | Decided<EnrolmentConfirmed> {
  const problem = requesterProblem(requester, account, now);
  if (problem) return { answer: problem };
  const factor = account?.factors.find(({ id }) => id === factorId);
  if (account === undefined || factor?.status !== 'pending' || factor.awaits !== 'proof') {
    return { answer: refused('unknown-factor') };
  }
  if (!isPendingAt(factor, now)) return { answer: refused('expired') };
  // Another set-up was confirmed or a factor removed since then: the proof for starting this one is out of date.
  if (factor.epoch !== epochOf(account)) return { answer: refused('superseded') };
  // The grant has ended: without it this set-up would add a factor that nobody allowed.
  if (factor.grant !== undefined && grantWithId(account, factor.grant, now) === undefined) {
    return { answer: refused('expired') };
  }
  const { method, replaces, grant } = factor;
  const intent = { kind: 'confirm', method, ...(replaces === undefined ? {} : { replaces }) } as const;
  const decision = evaluate(
    context.policy,
    factsOf(context, account, { ...requester, grant }, now),
    intent,
    now,
  );
  if (decision.outcome !== 'allow') return { answer: declined(context, account, decision, now) };
  const lock = lockOf(factor.failures, context.limits, now);
  if (lock.kind === 'capped') return { answer: { kind: 'suspended' } };
  if (lock.kind === 'locked') return { answer: { kind: 'locked', retryAt: lock.until } };
  return { passed: { account, factor, now } };
}

/** The result for the factor's data as it was read, and what was created and reserved for it. */
interface Proof {
  readonly factor: PendingFactor;
  readonly result: CheckResult;
  /** A credential that is now reserved for this factor. */
  readonly reserved: string | undefined;
  readonly isTaken: boolean;
  readonly codes: NewBackupCodes | undefined;
}

interface Proving extends Provable {
  readonly requester: Requester;
  readonly response: unknown;
  readonly earlier: Proof | undefined;
}

async function prepare(context: EngineContext, proving: Proving): Promise<Proof> {
  const { requester, response, account, factor, now, earlier } = proving;
  const { userId } = requester;
  const { id: factorId, method, data } = factor;
  const result =
    earlier !== undefined && isSameData(earlier.factor.data, data)
      ? earlier.result
      : await methodOf(context, method).check({
          ...factorContext(context, userId, factorId),
          data,
          response,
          binding: bindingOf('enrolment', factorId),
          rule: ruleOf(context, method),
          now,
        });
  const nothing = { factor, result, reserved: earlier?.reserved, isTaken: false, codes: earlier?.codes };
  if (result.kind !== 'match') return nothing;
  const identity = methodOf(context, method).credentialId?.(result.data);
  if (identity !== undefined && earlier?.reserved !== identity) {
    const isFree = await reserveCredential(context, identity, { userId, factorId });
    if (!isFree) return { ...nothing, isTaken: true };
  }
  const rule = context.policy.backupCodes;
  const due = rule !== undefined && codesAreDue(context, rule, { account, factor, requester, now });
  const codes = earlier?.codes ?? (due ? await newCodes(context, rule, now) : undefined);
  return { factor, result, reserved: identity, isTaken: false, codes };
}

interface Abandoned {
  readonly userId: string;
  readonly factor: PendingFactor;
  readonly reserved: string;
  readonly account: Account | undefined;
}

/** If the set-up still exists, another request may be about to confirm it, so the credential stays reserved. */
async function abandon(
  context: EngineContext,
  { userId, factor, reserved, account }: Abandoned,
): Promise<void> {
  if (account?.factors.some(({ id }) => id === factor.id)) return;
  await freeCredential(context, reserved, { userId, factorId: factor.id });
}

interface DecideInput extends Provable {
  readonly requester: Requester;
  readonly proof: Proof;
}

function decide(context: DecisionContext, input: DecideInput): Decided<EnrolmentConfirmed> | 'stale' {
  const { account, factor, now, proof } = input;
  const { result } = proof;
  if (!isSameData(proof.factor.data, factor.data)) return 'stale';
  switch (result.kind) {
    case 'malformed':
      return { answer: refused('malformed-response') };
    case 'invalid': {
      const { id: factorId, method } = factor;
      return {
        noted: [{ type: 'enrolment.refused', factorId, method, reason: failureName(result.reason) }],
        answer: refused('invalid-response'),
      };
    }
    // A pending set-up has not accepted any code yet, so this is a wrong code.
    case 'used':
    case 'mismatch':
      return {
        change: rejectProof(account, factor, context.limits, now),
        // The user who sets it up has the secret, so the difference helps no attacker.
        answer: afterRejection(
          factor.failures,
          context.limits,
          now,
          result.kind === 'mismatch' ? result.offClock : undefined,
        ),
      };
    case 'match':
      return proof.isTaken
        ? { answer: refused('already-registered') }
        : accept(context, { ...input, result });
  }
}

interface AcceptInput extends DecideInput {
  readonly result: Extract<CheckResult, { readonly kind: 'match' }>;
}

function accept(context: DecisionContext, input: AcceptInput): Decided<EnrolmentConfirmed> | 'stale' {
  const { account, factor, result, now, proof, requester } = input;
  const rule = context.policy.backupCodes;
  if (rule === undefined || !codesAreDue(context, rule, input)) return activateNow(context, input, undefined);
  const { codes } = proof;
  if (codes === undefined) return 'stale';
  if (rule.acknowledge === 'record') return activateNow(context, input, codes);
  const waiting = awaitAcknowledgement(account, {
    factor,
    data: result.data,
    expiresAt: now + context.enrolmentMs,
  });
  const answer = { kind: 'acknowledge', factorId: factor.id, backupCodes: codes.codes } as const;
  return {
    change: chain(waiting, (next) => offerBackupCodes(next, codes.set)),
    answer,
    after: async (engine) => {
      reportUsedCode(engine, enrolmentUse(requester, factor, now));
      return answer;
    },
  };
}

function activateNow(
  context: DecisionContext,
  { requester, account, factor, result, now }: AcceptInput,
  codes: NewBackupCodes | undefined,
): Decided<EnrolmentConfirmed> {
  const activated = activateFactor(context, {
    account,
    factor,
    data: result.data,
    requester,
    now,
  });
  const issued = codes ? chain(activated, (next) => issueBackupCodes(next, codes.set)) : activated;
  const change = requester.challenge
    ? { ...issued, account: spendChallenge(issued.account, requester.challenge) }
    : issued;
  const { channel } = methodOf(context, factor.method).shows(result.data);
  const shown = shownBy(factor, { traits: result.traits, channel, now });
  const raised = { ...requester, evidence: withEvidence(requester.evidence, shown) };
  const sessions = sessionsBefore(context, change.events);
  const answer = {
    kind: 'active',
    factorId: factor.id,
    ...(codes ? { backupCodes: codes.codes } : {}),
    next: withKnownDevice(context, change.account, nextFor(context, change.account, raised, now), now),
    sessions,
  } as const;
  return {
    change,
    answer,
    after: async (engine) => {
      reportUsedCode(engine, enrolmentUse(requester, factor, now));
      return { ...answer, sessions: await endSessions(engine, requester, sessions) };
    },
  };
}

function codesAreDue(
  context: DecisionContext,
  { issue, after }: BackupCodeRule,
  { account, factor, requester, now }: Pick<AcceptInput, 'account' | 'factor' | 'requester' | 'now'>,
): boolean {
  if (after !== undefined && !after.includes(factor.method)) return false;
  // If the set-up removes the lost factors, it counts as the first set-up again.
  if (issue === 'first-setup') {
    const granted: Granted = { account, user: requester.user, grant: factor.grant, now };
    return !account.factors.some(isEnrolled) || resetsOnConfirmation(context, granted);
  }
  return issue === 'each-setup';
}

/** The code of a set-up that was entered. */
function enrolmentUse(
  { userId }: Requester,
  { method }: Factor,
  now: number,
): Parameters<typeof reportUsedCode>[1] {
  return { userId, method, purpose: 'enrolment', proven: false, now };
}
