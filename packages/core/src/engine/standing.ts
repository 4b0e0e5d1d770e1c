import { type Account, epochOf } from '../account/account.ts';
import { isSpent } from '../account/challenges.ts';
import { type Challenge, decodeChallenge } from '../codec/challenge-token.ts';
import type { EngineContext } from './context.ts';
import type { RefusalReason, Refused } from './outcomes.ts';

export function refused(reason: RefusalReason): Refused {
  return { kind: 'refused', reason };
}

/** Opens a token that was made for one of these purposes. Whether it is still alive, the account says. */
export function openChallenge(
  { keyring }: EngineContext,
  token: unknown,
  purposes: readonly Challenge['purpose'][],
): Challenge | Refused {
  const challenge = decodeChallenge(keyring, token);
  if (challenge === undefined) return refused('invalid-token');
  return purposes.includes(challenge.purpose) ? challenge : refused('wrong-purpose');
}

/** Why a challenge may not be answered any more, if so. */
export function troubleWith(
  challenge: Challenge,
  account: Account | undefined,
  now: number,
): Refused | undefined {
  if (now >= challenge.expiresAt) return refused('expired');
  if (account !== undefined && isSpent(account, challenge.id)) return refused('used');
  return epochOf(account) === challenge.epoch ? undefined : refused('superseded');
}
