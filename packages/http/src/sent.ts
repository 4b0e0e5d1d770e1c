import type { SendOutcome } from '@factorkit/core';
import { type Answer, ok } from './answer.ts';
import type { Sent } from './answers/challenge.ts';
import { type ProblemAnswer, problem } from './problem.ts';
import { refusal, secondsUntil } from './refusal.ts';

/** What became of a code that was asked for. */
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
