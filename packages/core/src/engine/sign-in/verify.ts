import { type Account, chain } from '../../account/account.ts';
import { type ActiveFactor, type EnrolledFactor, isEnrolled } from '../../account/factors/factor.ts';
import { acceptAnswer, rejectAnswer } from '../../account/factors/verification.ts';
import { clearCodeFailures, rejectCode } from '../../account/failures/code-failures.ts';
import { afterFailure } from '../../account/failures/failures.ts';
import { endRecoveries } from '../../account/recovery/recovering.ts';
import { spendChallenge } from '../../account/sign-in/challenges.ts';
import { finishSignIn } from '../../account/sign-in/unfinished-sign-ins.ts';
import type { CheckResult, OffClock } from '../../factors/method.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import type { RequestSource } from '../../ports/audit.ts';
import type { DeviceNaming, SignedIn } from '../actors.ts';
import { endSessions, sessionsBefore } from '../commit/sessions.ts';
import { type Decided, type Passed, type Reading, transactPrepared } from '../commit/transact.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import { failureName } from '../ports/failure-name.ts';
import { advance } from '../progress/advance.ts';
import { answerLock, answersWithCode, lockedBy } from '../progress/answer-lock.ts';
import { shownBy, withEvidence } from '../progress/assurance.ts';
import { bindingOf, factorContext, methodOf, ruleOf } from '../progress/factor-context.ts';
import { isSameData } from '../progress/factor-data.ts';
import { factsOf } from '../progress/facts.ts';
import { signedInFrom } from '../progress/known-device.ts';
import { challengeProblem, type OpenChallenge, openAnswerable, refused } from '../progress/open-challenge.ts';
import { trustBrowser } from '../progress/trust-device.ts';
import type { Refusals, SignIn, VerifyOutcome } from '../results/outcomes.ts';
import { reportUsedCode } from '../sending/send-admission.ts';
import { codeUsed, rejectionOf } from './rejection.ts';
import { sendClassOf } from './send-code.ts';

interface Verify {
  readonly token: string;
  readonly factorId?: string;
  readonly response: unknown;
  readonly caller?: SignedIn;
  readonly trustDevice?: DeviceNaming;
  readonly source?: RequestSource;
}

export async function verify(context: EngineContext, input: Verify): Promise<VerifyOutcome> {
  const challenge = await openAnswerable(context, input);
  if ('kind' in challenge) return challenge;
  const naming = input.trustDevice;
  return transactPrepared<Answering, CheckedAnswer, VerifyOutcome>(context, {
    userId: challenge.userId,
    source: input.source,
    guard: (decision, reading) => guard(decision, { challenge, input, ...reading }),
    prepare: (engine, { factor, now }) => check(engine, { challenge, factor, response: input.response, now }),
    decide: (decision, answering, checked) => decide(decision, { challenge, naming, ...answering, checked }),
  });
}

/** The factor that answers, and an account state in which it may. */
interface Answering {
  readonly account: Account;
  readonly factor: ActiveFactor;
  readonly now: number;
}

interface GuardInput extends Reading {
  readonly challenge: OpenChallenge;
  readonly input: Verify;
}

function guard(
  context: DecisionContext,
  { challenge, input, account, now }: GuardInput,
): Passed<Answering> | Decided<VerifyOutcome> {
  const problem = challengeProblem(challenge, account, now);
  if (problem) return { answer: problem };
  const factor = answering(context, account, input);
  const allowed = factor && context.policy.methods[factor.method] && context.methods.has(factor.method);
  if (account === undefined || factor === undefined || !allowed) return { answer: refused('unknown-factor') };
  if (factor.status === 'suspended') return { answer: { kind: 'suspended' } };
  const locked = lockedBy(answerLock(context, account, factor, now));
  if (locked) return { answer: locked };
  if (!mayAnswer(context, { challenge, account, now, factorId: factor.id })) {
    return { answer: refused('unknown-factor') };
  }
  return { passed: { account, factor, now } };
}

/** The result, and the factor whose data was checked. It is valid only for this data. */
interface CheckedAnswer {
  readonly factor: ActiveFactor;
  readonly result: CheckResult;
}

interface Check extends Pick<Answering, 'factor' | 'now'> {
  readonly challenge: OpenChallenge;
  readonly response: unknown;
}

async function check(
  context: EngineContext,
  { challenge, factor, response, now }: Check,
): Promise<CheckedAnswer> {
  const { data, method } = factor;
  const place = factorContext(context, challenge.userId, factor.id);
  const binding = bindingOf('challenge', challenge.id);
  const rule = ruleOf(context, method);
  const result = await methodOf(context, method).check({ ...place, data, response, binding, rule, now });
  return { factor, result };
}

interface DecideInput extends Answering {
  readonly challenge: OpenChallenge;
  readonly naming: DeviceNaming | undefined;
  readonly checked: CheckedAnswer;
}

function decide(context: DecisionContext, input: DecideInput): Decided<VerifyOutcome> | 'stale' {
  const { challenge, factor } = input;
  const { factor: seen, result } = input.checked;
  if (seen.id !== factor.id || !isSameData(seen.data, factor.data)) return 'stale';
  const { id: factorId, method } = factor;
  const { id: challengeId } = challenge;
  switch (result.kind) {
    case 'malformed':
      return { answer: refused('malformed-response') };
    case 'invalid': {
      const reason = failureName(result.reason);
      return {
        noted: [{ type: 'factor.refused', factorId, method, challengeId, reason }],
        answer: refused('invalid-response'),
      };
    }
    case 'used':
      return {
        noted: [{ type: 'factor.refused', factorId, method, challengeId, reason: 'used-code' }],
        answer: codeUsed(result),
      };
    case 'mismatch':
      return reject(context, input, result.offClock);
    case 'match':
      return accept(context, input, result);
  }
}

/** Counted for the factor and, if it answers with codes, for the account. */
function reject(
  context: DecisionContext,
  { challenge, account, factor, now }: DecideInput,
  offClock: OffClock | undefined,
): Decided<Refusals['rejected' | 'locked' | 'suspended']> {
  const failures = afterFailure(factor.failures, now);
  const rejected = rejectAnswer(account, {
    factor: { ...factor, data: offClock?.data ?? factor.data },
    challengeId: challenge.id,
    limits: context.limits,
    now,
  });
  const change = answersWithCode(context, factor.method)
    ? chain(rejected, (next) => rejectCode(next, { factorId: factor.id, limits: context.accountLimits, now }))
    : rejected;
  const lock = answerLock(context, change.account, { ...factor, failures }, now);
  return { change, answer: rejectionOf(lock, offClock?.again ? offClock : undefined) };
}

function accept(
  context: DecisionContext,
  { challenge, naming, account, factor, now }: DecideInput,
  result: Extract<CheckResult, { readonly kind: 'match' }>,
): Decided<SignIn> {
  const { userId, id: challengeId } = challenge;
  const doubt = result.doubt === undefined ? undefined : failureName(result.doubt);
  const accepted = acceptAnswer(account, { factor, data: result.data, challengeId, doubt, now });
  const { channel } = methodOf(context, factor.method).shows(result.data);
  const shown = shownBy(factor, { traits: result.traits, channel, now });
  const spent = spendChallenge(accepted.account, challenge);
  const evidence = withEvidence(challenge.evidence, shown);
  const progress = { ...challenge, evidence, until: challenge.expiresAt };
  const next = advance(context, spent, progress, now);
  const change = { ...accepted, account: next.kind === 'complete' ? clearCodeFailures(spent) : spent };
  const trusted =
    naming !== undefined && next.kind === 'complete' && challenge.intent.kind === 'sign-in'
      ? trustBrowser(context, { account: change.account, claimant: progress, naming, now })
      : undefined;
  const answer: SignIn =
    trusted === undefined || next.kind !== 'complete'
      ? signedInFrom(context, change.account, { challenge, next, now })
      : { ...next, trustedDevice: trusted.given };
  const kept = trusted === undefined ? change : chain(change, () => trusted.change);
  // A user who signs in with a factor has not lost it.
  const isOwner = next.kind === 'complete' && challenge.intent.kind === 'sign-in';
  const ended = isOwner
    ? chain(kept, (later) => endRecoveries(finishSignIn(later, now), 'factor-shown'))
    : kept;
  return {
    change: ended,
    answer,
    after: async (engine) => {
      if (isOwner) engine.heldSignIns.forget(userId);
      reportUsedCode(engine, { userId, method: factor.method, ...sendClassOf(challenge), now });
      await endSessions(engine, { userId }, sessionsBefore(engine, ended.events));
      return answer;
    },
  };
}

/** The factor that the input names, or the one that the answer itself names. */
function answering(
  { methods }: DecisionContext,
  account: Account | undefined,
  { factorId, response }: Verify,
): EnrolledFactor | undefined {
  const enrolled = account?.factors.filter(isEnrolled) ?? [];
  if (factorId !== undefined) return enrolled.find(({ id }) => id === factorId);
  for (const { method, ceremony } of methods.values()) {
    const own = enrolled.filter((factor) => factor.method === method);
    const by = ceremony?.answeredBy(
      response,
      own.map(({ id, data }) => ({ factorId: id, data })),
    );
    if (by !== undefined) return own.find(({ id }) => id === by);
  }
  return undefined;
}

interface Answerer {
  readonly challenge: OpenChallenge;
  readonly account: Account;
  readonly now: number;
  readonly factorId: string;
}

// A factor that cannot help this challenge is not verified, so that nobody can count failures on it.
function mayAnswer(context: DecisionContext, { challenge, account, now, factorId }: Answerer): boolean {
  const facts = factsOf(context, account, challenge, now);
  const decision = evaluate(context.policy, facts, challenge.intent, now);
  return decision.outcome === 'challenge' && decision.factors.includes(factorId);
}
