import { assertNever } from '../errors.ts';
import type { User } from '../policy/decision.ts';
import { evaluate } from '../policy/evaluate.ts';
import { advance, viewOf } from './advance.ts';
import type { EngineContext } from './context.ts';
import { factsOf } from './facts.ts';
import { assertFirstFactor, assertUser, assertUserId, badInput } from './input.ts';
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
  assertUser(user);
  assertFirstFactor(firstFactor);
  const { account, now } = await read(context, userId);
  // A time in the wrong unit would stay fresh for ever. A minute is forgiven to servers that disagree.
  if ((firstFactor.at ?? 0) > now + 60_000) throw badInput('firstFactor.at', 'lies in the future');
  const shown = { method: firstFactor.method, at: firstFactor.at ?? now, traits: firstFactor.traits ?? [] };
  return advance(
    context,
    account,
    { userId, user: nameOf(user), evidence: [shown], intent: { kind: 'sign-in' } },
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
  const facts = factsOf(context, account, challenge.evidence, now);
  const decision = evaluate(context.policy, facts, challenge.intent, now);
  switch (decision.outcome) {
    case 'challenge':
      return { kind: 'open', challenge: viewOf(context, account, challenge, decision, now) };
    case 'enrol': {
      const { methods, unmet } = decision;
      return {
        kind: 'enrol',
        enrol: { kind: 'enrol', token, methods, unmet, expiresAt: challenge.expiresAt },
      };
    }
    // The policy was changed since the token was minted: a new sign-in finds out what holds now.
    case 'allow':
    case 'deny':
      return refused('superseded');
    default:
      return assertNever(decision);
  }
}

// Only what is known goes into the token: a host may hand in an object with more.
function nameOf({ accountName }: User): User {
  return { accountName };
}
