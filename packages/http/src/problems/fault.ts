import { MfaError } from '@factorkit/core';
import { type ProblemAnswer, problem } from './problem.ts';

/** A lost race is over soon. A portal hears of a removed factor again after a minute. */
const RETRY_SECONDS = {
  'storage-failed': '5',
  'account-missing': '60',
  'account-moved': '60',
  'clock-differs': '60',
  overloaded: '5',
  contention: '1',
} as const;

/** Tells the client whether and when to try again. The message and the cause are not sent. */
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
