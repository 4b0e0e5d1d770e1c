import { type Account, both } from '../account/account.ts';
import { spendChallenge } from '../account/challenges.ts';
import { type EnrolledFactor, isEnrolled } from '../account/factor.ts';
import { lockOf } from '../account/failures.ts';
import { acceptAnswer, rejectAnswer } from '../account/verification.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { RequestSource } from '../ports/audit.ts';
import { advance } from './advance.ts';
import { shownBy, withEvidence } from './assurance.ts';
import type { EngineContext } from './context.ts';
import { factsOf } from './facts.ts';
import type { Verdict } from './outcomes.ts';
import type { DeviceNaming } from './parties.ts';
import { bindingOf, placeOf } from './place.ts';
import { wordOf } from './reason.ts';
import { afterRejection } from './rejection.ts';
import { tellUsed } from './sending.ts';
import { type OpenChallenge, openChallenge, refused, troubleWith } from './standing.ts';
import { note, type Step, transact } from './transact.ts';
import { readNaming, trustBrowser } from './trust-device.ts';

interface Verify {
  readonly token: string;
  readonly factorId?: string;
  readonly response: unknown;
  readonly trustDevice?: DeviceNaming;
  readonly source?: RequestSource;
}

export async function verify(context: EngineContext, input: Verify): Promise<Verdict> {
  const challenge = await openChallenge(context, input.token, ['sign-in', 'step-up']);
  if ('kind' in challenge) return challenge;
  const naming = readNaming(input.trustDevice);
  return transact(context, {
    userId: challenge.userId,
    source: input.source,
    decide: (account, now) => judge(context, { challenge, input, naming, account, now }),
  });
}

interface Case {
  readonly challenge: OpenChallenge;
  readonly input: Verify;
  readonly naming: DeviceNaming | undefined;
  readonly account: Account | undefined;
  readonly now: number;
}

async function judge(
  context: EngineContext,
  { challenge, input, naming, account, now }: Case,
): Promise<Step<Verdict>> {
  const trouble = troubleWith(challenge, account, now);
  if (trouble) return { answer: () => trouble };
  const factor = answering(context, account, input);
  const rule = factor && context.policy.methods[factor.method];
  const method = factor && context.methods.get(factor.method);
  if (account === undefined || factor === undefined || rule === undefined || method === undefined) {
    return { answer: () => refused('unknown-factor') };
  }
  const lock = lockOf(factor.failures, context.limits, now);
  if (factor.status === 'suspended' || lock.kind === 'capped')
    return { answer: () => ({ kind: 'suspended' }) };
  // RFC 4226 §7.3: while locked nothing is judged, so that the right answer tells nothing either.
  if (lock.kind === 'locked') return { answer: () => ({ kind: 'locked', retryAt: lock.until }) };
  if (!mayAnswer(context, { challenge, account, now, factorId: factor.id })) {
    return { answer: () => refused('unknown-factor') };
  }

  const { userId } = challenge;
  const { data } = factor;
  const place = placeOf(context, userId, factor.id);
  const binding = bindingOf('challenge', challenge.id);
  const result = await method.check({ ...place, data, response: input.response, binding, rule, now });
  if (result.kind === 'malformed') return { answer: () => refused('malformed-response') };
  if (result.kind === 'invalid') {
    const { id: factorId, method } = factor;
    const reason = wordOf(result.reason);
    const happened = [
      { type: 'factor.refused', factorId, method, challengeId: challenge.id, reason },
    ] as const;
    return {
      answer: async () => {
        await note(context, { userId, source: input.source, happened });
        return refused('invalid-response');
      },
    };
  }
  if (result.kind === 'mismatch') {
    const change = rejectAnswer(account, { factor, challengeId: challenge.id, limits: context.limits, now });
    return { change, answer: () => afterRejection(factor.failures, context.limits, now) };
  }
  const doubt = result.doubt === undefined ? undefined : wordOf(result.doubt);
  const { id: challengeId } = challenge;
  const accepted = acceptAnswer(account, { factor, data: result.data, challengeId, doubt, now });
  const { channel } = method.shows(result.data);
  const shown = shownBy(factor, { traits: result.traits, channel, now });
  const change = { ...accepted, account: spendChallenge(accepted.account, challenge) };
  const evidence = withEvidence(challenge.evidence, shown);
  const progress = { ...challenge, evidence, until: challenge.expiresAt };
  const next = advance(context, change.account, progress, now);
  const trusted =
    naming !== undefined && next.kind === 'complete' && challenge.intent.kind === 'sign-in'
      ? trustBrowser(context, { account: change.account, shower: progress, naming, now })
      : undefined;
  return {
    change: trusted === undefined ? change : both(change, () => trusted.change),
    answer: () => {
      tellUsed(context, userId, factor.method, now);
      return trusted === undefined || next.kind !== 'complete'
        ? next
        : { ...next, trustedDevice: trusted.given };
    },
  };
}

/** The factor that is named, or the one that the answer says it is by. */
function answering(
  { methods }: EngineContext,
  account: Account | undefined,
  { factorId, response }: Verify,
): EnrolledFactor | undefined {
  const enrolled = account?.factors.filter(isEnrolled) ?? [];
  if (factorId !== undefined) return enrolled.find(({ id }) => id === factorId);
  for (const { method, asking } of methods.values()) {
    const own = enrolled.filter((factor) => factor.method === method);
    const by = asking?.answeredBy(
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

// A factor that could not help this challenge is not judged: its failures are not to be had for nothing.
function mayAnswer(context: EngineContext, { challenge, account, now, factorId }: Answerer): boolean {
  const facts = factsOf(context, account, challenge, now);
  const decision = evaluate(context.policy, facts, challenge.intent, now);
  return decision.outcome === 'challenge' && decision.factors.includes(factorId);
}
