import type { Account } from '../../account/account.ts';
import type { Evidence } from '../../account/factors/evidence.ts';
import type { Decision } from '../../policy/requirements/decision.ts';
import type { User } from '../../policy/schema/user.ts';
import type { RequestSource } from '../../ports/audit.ts';
import type { Caller } from '../actors.ts';
import type { DecisionContext, EngineContext } from '../context.ts';
import type { Refusals, SignIn } from '../results/outcomes.ts';
import { advance, deniedBy, type Progress } from './advance.ts';
import { optionsOf } from './facts.ts';
import { challengeProblem, type OpenChallenge, openChallenge } from './open-challenge.ts';

/** The user who requests a change: a signed-in session, or a user whose token only permits enrolment. */
export interface Requester {
  readonly userId: string;
  readonly user: User;
  readonly evidence: readonly Evidence[];
  readonly source: RequestSource | undefined;
  readonly sessionId: string | undefined;
  readonly expectEnrolled: boolean | undefined;
  /** For a session: when its sign-in was completed. */
  readonly authenticatedAt: number | undefined;
  readonly challenge: OpenChallenge | undefined;
  readonly grant: string | undefined;
}

export async function requesterOf(
  context: EngineContext,
  caller: Caller,
): Promise<Requester | Refusals['refused']> {
  if (!('token' in caller)) {
    const { userId, user, assurance, sessionId, expectEnrolled, source } = caller;
    const { evidence, authenticatedAt, grant } = assurance;
    return {
      userId,
      user,
      evidence,
      source,
      sessionId,
      expectEnrolled,
      authenticatedAt,
      challenge: undefined,
      grant,
    };
  }
  const challenge = await openChallenge(context, caller.token, ['enrol']);
  if ('kind' in challenge) return challenge;
  const { userId, user, evidence, grant } = challenge;
  return {
    userId,
    user,
    evidence,
    source: caller.source,
    sessionId: undefined,
    expectEnrolled: undefined,
    authenticatedAt: undefined,
    challenge,
    grant,
  };
}

/** The reason why a token can no longer be used, or `undefined`. A session has no such reason. */
export function requesterProblem(
  { challenge }: Requester,
  account: Account | undefined,
  now: number,
): Refusals['refused'] | undefined {
  return challenge && challengeProblem(challenge, account, now);
}

/** The next outcome after a change is committed: the raised session, or the rest of the sign-in. */
export function nextFor(
  context: DecisionContext,
  account: Account,
  requester: Requester,
  now: number,
): SignIn {
  const { userId, user, evidence, grant, authenticatedAt } = requester;
  // A session is already signed in, so the policy is asked for `manage`.
  const intent =
    authenticatedAt === undefined ? ({ kind: 'sign-in' } as const) : ({ kind: 'manage' } as const);
  const progress: Progress = { userId, user, evidence, grant, intent, authenticatedAt, device: undefined };
  return advance(context, account, progress, now);
}

/** Converts a decision other than `allow` to an outcome of a change. */
export function declined(
  context: DecisionContext,
  account: Account | undefined,
  decision: Exclude<Decision, { readonly outcome: 'allow' }>,
  now: number,
): Refusals['proof-required' | 'enrol' | 'denied'] {
  switch (decision.outcome) {
    case 'challenge':
      return {
        kind: 'proof-required',
        factors: optionsOf(context, account, decision.factors, now),
        firstFactors: decision.firstFactors,
        backupCode: decision.backupCode,
      };
    case 'wait':
    case 'deny':
      return deniedBy(decision);
    case 'enrol':
      return { kind: 'enrol', methods: decision.methods, unmet: decision.unmet };
  }
}
