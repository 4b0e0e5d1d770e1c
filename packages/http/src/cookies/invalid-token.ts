import type { Refusals } from '@factorkit/core';
import type { ProblemAnswer } from '../problems/problem.ts';
import { type Refusal, refusal } from '../problems/refusal.ts';
import type { ChallengeToken } from '../route/caller.ts';

/** The problem for a refusal. It also clears the cookie of a token that stays invalid. */
export function clearIfInvalid(refused: Refusal, found: ChallengeToken, now: number): ProblemAnswer {
  const answer = refusal(refused, now);
  const invalid = refused.kind === 'refused' && INVALID.includes(refused.reason);
  return invalid ? clearChallenge(answer, found) : answer;
}

export function clearChallenge(answer: ProblemAnswer, { channel }: ChallengeToken): ProblemAnswer {
  return channel === 'cookie' ? { ...answer, cookies: [{ kind: 'clear', cookie: 'challenge' }] } : answer;
}

const INVALID: readonly Refusals['refused']['reason'][] = [
  'invalid-token',
  'expired',
  'used',
  'superseded',
  'wrong-user',
];
