import type { RefusalReason } from '@factorkit/core';
import type { ProblemAnswer } from '../problems/problem.ts';
import { type Refusal, refusal } from '../problems/refusal.ts';
import type { ChallengeToken } from '../route/caller.ts';

/** A token that will never be answered again has no business in the browser any longer. */
export function forgetIfDead(refused: Refusal, found: ChallengeToken, now: number): ProblemAnswer {
  const answer = refusal(refused, now);
  const dead = refused.kind === 'refused' && DEAD.includes(refused.reason);
  return dead ? forget(answer, found) : answer;
}

export function forget(answer: ProblemAnswer, { channel }: ChallengeToken): ProblemAnswer {
  return channel === 'cookie' ? { ...answer, cookies: [{ kind: 'clear', cookie: 'challenge' }] } : answer;
}

const DEAD: readonly RefusalReason[] = ['invalid-token', 'expired', 'used', 'superseded', 'wrong-user'];
