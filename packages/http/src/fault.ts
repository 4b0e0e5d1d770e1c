import { MfaError } from '@factorkit/core';
import { type ProblemAnswer, problem } from './problem.ts';

/** What a client learns of a broken world: whether to try again. The message and the cause stay here. */
export function faultAnswer(error: unknown): ProblemAnswer {
  if (!(error instanceof MfaError)) return problem('internal');
  switch (error.code) {
    case 'input-invalid':
    case 'storage-failed':
    case 'contention':
      return problem(error.code);
    default:
      return problem('internal');
  }
}
