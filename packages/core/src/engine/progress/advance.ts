import { type Account, epochOf } from '../../account/account.ts';
import type { Evidence } from '../../account/factors/evidence.ts';
import { grantWithId } from '../../account/recovery/open-recoveries.ts';
import { toBase64url } from '../../codec/base64url.ts';
import { type Challenge, sealChallenge } from '../../codec/challenge-token.ts';
import { assertNever } from '../../errors.ts';
import { evaluate } from '../../policy/decide/evaluate.ts';
import type { Decision, Intent } from '../../policy/requirements/decision.ts';
import type { User } from '../../policy/schema/user.ts';
import type { DecisionContext } from '../context.ts';
import type { ChallengeRequired, ChallengeView, Refusals, SignIn } from '../results/outcomes.ts';
import { assuranceOf } from './assurance.ts';
import { factsOf, optionsOf } from './facts.ts';
import type { DeviceTrust } from './known-device.ts';
import { recoveryOffers } from './recovery-view.ts';
import { trustOffer } from './trust-device.ts';

/** A user on the way to an intent, and the evidence so far. */
export interface Progress {
  readonly userId: string;
  readonly user: User;
  readonly evidence: readonly Evidence[];
  /** The recovery grant of this flow. */
  readonly grant: string | undefined;
  readonly intent: Intent;
  /** For a step-up: when the session's sign-in was completed. Not present for a sign-in. */
  readonly authenticatedAt?: number | undefined;
  /** The browser in which the sign-in started. */
  readonly device: DeviceTrust | undefined;
  /** When the first challenge of this flow ends. The challenges after it do not last longer. */
  readonly until?: number | undefined;
}

/**
 * The next outcome by the policy: complete, a challenge, an enrolment, or a refusal. Creates tokens, writes nothing.
 */
export function advance(
  context: DecisionContext,
  account: Account | undefined,
  progress: Progress,
  now: number,
): SignIn {
  const { userId, evidence, intent, grant } = progress;
  const decision = decide(context, account, { ...progress, intent }, now);
  switch (decision.outcome) {
    case 'allow':
      return {
        kind: 'complete',
        assurance: assuranceOf(context, {
          userId,
          evidence,
          grant,
          authenticatedAt: progress.authenticatedAt ?? now,
        }),
        advice: decision.advice,
        monitored: decision.monitored,
      };
    case 'challenge':
      return challengeWith(context, account, progress, decision, now);
    case 'enrol': {
      const token = mint(context, account, progress, 'enrol', now);
      return {
        kind: 'enrol',
        token: token.text,
        methods: decision.methods,
        unmet: decision.unmet,
        expiresAt: token.expiresAt,
        ...(decision.grace === undefined ? {} : { grace: decision.grace }),
      };
    }
    case 'wait':
    case 'deny':
      return deniedBy(decision);
    default:
      return assertNever(decision);
  }
}

/**
 * The policy's decision. If no enrolled factor can answer any more but the policy offers a recovery, returns a
 * challenge without options, so that the user can request the recovery.
 */
export function decide(
  context: DecisionContext,
  account: Account | undefined,
  progress: Pick<Progress, 'user' | 'evidence' | 'grant' | 'intent'>,
  now: number,
): Decision {
  const decision = evaluate(context.policy, factsOf(context, account, progress, now), progress.intent, now);
  const stuck = decision.outcome === 'deny' && decision.reason === 'no-usable-factor';
  if (!stuck || progress.intent.kind !== 'sign-in') return decision;
  if (recoveryOffers(context, { account, user: progress.user, now }).length === 0) return decision;
  const { advice, monitored } = decision;
  const none = { unmet: [], factors: [], firstFactors: [], backupCode: false } as const;
  return { outcome: 'challenge', ...none, advice, monitored };
}

/** Converts a denial or a wait to an outcome. */
export function deniedBy(
  decision: Extract<Decision, { readonly outcome: 'wait' | 'deny' }>,
): Refusals['denied'] {
  if (decision.outcome === 'deny') return { kind: 'denied', reason: decision.reason };
  const { until } = decision;
  return { kind: 'denied', reason: 'held', ...(until === undefined ? {} : { until }) };
}

/** The view of a challenge, from the current account. */
export function viewOf(
  context: DecisionContext,
  account: Account | undefined,
  challenge: Pick<Challenge, 'purpose' | 'expiresAt'> &
    Pick<Progress, 'user' | 'evidence' | 'grant' | 'intent'>,
  decision: Extract<Decision, { readonly outcome: 'challenge' }>,
  now: number,
): ChallengeView {
  return {
    purpose: challenge.purpose === 'step-up' ? 'step-up' : 'sign-in',
    expiresAt: challenge.expiresAt,
    options: optionsOf(context, account, decision.factors, now),
    backupCode: decision.backupCode,
    recovery:
      challenge.purpose === 'sign-in' ? recoveryOffers(context, { account, user: challenge.user, now }) : [],
    switchedOff:
      account?.factors.some((factor) => factor.status === 'suspended' && factor.suspendedFor) ?? false,
    ...(challenge.intent.kind === 'sign-in'
      ? trustOffer(context, account, challenge, decision.factors, now)
      : {}),
  };
}

/** A challenge for what the policy still asks for. */
export function challengeWith(
  context: DecisionContext,
  account: Account | undefined,
  progress: Progress,
  decision: Extract<Decision, { readonly outcome: 'challenge' }>,
  now: number,
): ChallengeRequired {
  const purpose = progress.authenticatedAt === undefined ? 'sign-in' : 'step-up';
  const { text, expiresAt } = mint(context, account, progress, purpose, now);
  return {
    kind: 'challenge',
    token: text,
    challenge: viewOf(context, account, { ...progress, purpose, expiresAt }, decision, now),
  };
}

function mint(
  context: DecisionContext,
  account: Account | undefined,
  { userId, user, evidence, grant, intent, authenticatedAt, device, until }: Progress,
  purpose: Challenge['purpose'],
  now: number,
): { readonly text: string; readonly expiresAt: number } {
  const held = account && grantWithId(account, grant, now);
  // An enrolment gets its full time: installing an app takes longer than using it.
  const expiresAt =
    purpose === 'enrol'
      ? (held?.grant.expiresAt ?? now + context.enrolmentMs)
      : (until ?? now + context.challengeMs);
  const challenge: Challenge = {
    id: toBase64url(context.random(16)),
    purpose,
    userId,
    user: { accountName: user.accountName, ...(user.risk === undefined ? {} : { risk: user.risk }) },
    evidence,
    epoch: epochOf(account),
    expiresAt,
    intent,
    ...(authenticatedAt === undefined ? {} : { authenticatedAt }),
    grant: held?.grant.id,
    device,
  };
  return { text: sealChallenge(context.tokens, challenge, context.random), expiresAt };
}
