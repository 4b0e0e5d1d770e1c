import { type Account, epochOf } from '../../account/account.ts';
import { isSpent } from '../../account/sign-in/challenges.ts';
import { type Challenge, unsealChallenge } from '../../codec/challenge-token.ts';
import type { User } from '../../policy/schema/user.ts';
import type { SignedIn } from '../actors.ts';
import type { EngineContext } from '../context.ts';
import type { Refusals } from '../results/outcomes.ts';
import { currentUser } from './portal-user.ts';

export function refused(reason: Refusals['refused']['reason']): Refusals['refused'] {
  return { kind: 'refused', reason };
}

/** A challenge with the user's current facts for the policy. */
export interface OpenChallenge extends Omit<Challenge, 'user'> {
  readonly user: User;
}

/** Opens a token that was created for one of these purposes. The account decides whether it is still valid. */
export async function openChallenge(
  context: EngineContext,
  token: unknown,
  purposes: readonly Challenge['purpose'][],
): Promise<OpenChallenge | Refusals['refused']> {
  const challenge = unsealChallenge(context.tokens, token);
  if (challenge === undefined) return refused('invalid-token');
  if (!purposes.includes(challenge.purpose)) return refused('wrong-purpose');
  // Before the portal is called, so that an expired token costs it no query.
  if (context.clock() >= challenge.expiresAt) return refused('expired');
  return { ...challenge, user: await currentUser(context, challenge.userId, challenge.user) };
}

/** Opens a token that an answer comes with. A step-up must be answered in a session of its own user. */
export async function openAnswerable(
  context: EngineContext,
  { token, caller }: { readonly token: unknown; readonly caller?: SignedIn },
): Promise<OpenChallenge | Refusals['refused']> {
  const challenge = await openChallenge(context, token, ['sign-in', 'step-up']);
  if ('kind' in challenge || challenge.purpose === 'sign-in') return challenge;
  if (caller === undefined) return refused('no-session');
  return caller.userId === challenge.userId ? challenge : refused('wrong-user');
}

/** The reason why a challenge can no longer be answered, or `undefined`. */
export function challengeProblem(
  challenge: OpenChallenge,
  account: Account | undefined,
  now: number,
): Refusals['refused'] | undefined {
  if (now >= challenge.expiresAt) return refused('expired');
  if (account !== undefined && isSpent(account, challenge.id)) return refused('used');
  return epochOf(account) === challenge.epoch ? undefined : refused('superseded');
}
