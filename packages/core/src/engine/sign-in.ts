import { assertNever } from '../errors.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { User } from '../policy/user.ts';
import { advance, viewOf } from './advance.ts';
import type { EngineContext } from './context.ts';
import { factsOf } from './facts.ts';
import { assertFirstFactor, assertUserId, badInput, readUser } from './input.ts';
import type { FirstFactor } from './mfa.ts';
import type { ChallengeDescription, SignIn } from './outcomes.ts';
import { openChallenge, refused, troubleWith } from './standing.ts';
import { read } from './transact.ts';

interface BeginSignIn {
  readonly userId: string;
  readonly user: User;
  readonly firstFactor: FirstFactor;
}

export async function beginSignIn(
  context: EngineContext,
  { userId, user, firstFactor }: BeginSignIn,
): Promise<SignIn> {
  assertUserId(userId);
  assertFirstFactor(firstFactor);
  const { account, now } = await read(context, userId);
  // A time in the wrong unit would stay fresh for ever. A minute is forgiven to servers that disagree.
  if ((firstFactor.at ?? 0) > now + 60_000) throw badInput('firstFactor.at', 'lies in the future');
  const shown = { method: firstFactor.method, at: firstFactor.at ?? now, traits: firstFactor.traits ?? [] };
  return advance(
    context,
    account,
    { userId, user: readUser(user), evidence: [shown], intent: { kind: 'sign-in' } },
    now,
  );
}

export async function describeChallenge(
  context: EngineContext,
  { token }: { readonly token: string },
): Promise<ChallengeDescription> {
  const challenge = openChallenge(context, token, ['sign-in', 'step-up', 'enrol']);
  if ('kind' in challenge) return challenge;
  const { account, now } = await read(context, challenge.userId);
  const trouble = troubleWith(challenge, account, now);
  if (trouble) return trouble;
  const facts = factsOf(context, account, challenge, now);
  const decision = evaluate(context.policy, facts, challenge.intent, now);
  switch (decision.outcome) {
    case 'challenge':
      return { kind: 'open', challenge: viewOf(context, account, challenge, decision, now) };
    case 'enrol': {
      const { methods, unmet, grace } = decision;
      const { expiresAt } = challenge;
      const enrol = {
        kind: 'enrol',
        token,
        methods,
        unmet,
        expiresAt,
        ...(grace === undefined ? {} : { grace }),
      } as const;
      return { kind: 'enrol', enrol };
    }
    // The policy was changed since the token was minted: a new sign-in finds out what holds now.
    case 'allow':
    case 'wait':
    case 'deny':
      return refused('superseded');
    default:
      return assertNever(decision);
  }
}
