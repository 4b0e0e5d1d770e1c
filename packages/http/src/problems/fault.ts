import { MfaError } from '@factorkit/core';
import { type ProblemAnswer, problem } from './problem.ts';

/** When it is worth another try: a lost race is over soon; a portal is told of a removed factor again after a minute. */
const RETRY_SECONDS = {
  'storage-failed': '5',
  'account-missing': '60',
  'account-moved': '60',
  'clock-differs': '60',
  overloaded: '5',
  contention: '1',
} as const;

/** What a client learns of a broken world: whether to try again, and when. The message and the cause stay here. */
export function faultAnswer(error: unknown): ProblemAnswer {
  if (!(error instanceof MfaError)) return problem('internal');
  switch (error.code) {
    case 'input-invalid':
      return problem(error.code);
    case 'storage-failed':
    case 'account-missing':
    case 'account-moved':
    case 'clock-differs':
    case 'contention':
    case 'overloaded':
      return problem(error.code, {}, { 'retry-after': RETRY_SECONDS[error.code] });
    default:
      return problem('internal');
  }
}
