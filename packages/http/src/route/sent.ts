import type { SendOutcome } from '@factorkit/core';
import type { Sent } from '../answers/challenge.ts';
import { type Answer, ok } from '../message/answer.ts';
import { type ProblemAnswer, problem } from '../problems/problem.ts';
import { refusal, secondsUntil } from '../problems/refusal.ts';

/** The answer to a request for a code. */
export function sentAnswer(outcome: SendOutcome, now: number): Answer<Sent> | ProblemAnswer {
  switch (outcome.kind) {
    case 'sent':
      return ok({ ...outcome, kind: outcome.kind });
    case 'not-sent':
      return problem(
        'not-sent',
        { hint: outcome.hint, resendAt: outcome.resendAt },
        { 'retry-after': secondsUntil(outcome.resendAt, now) },
      );
    default:
      return refusal(outcome, now);
  }
}
