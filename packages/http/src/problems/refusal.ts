import { assertNever, type Refusals } from '@factorkit/core';
import { noSession, type ProblemAnswer, problem } from './problem.ts';
import { stepUpAnswer } from './step-up-challenge.ts';

export type Refusal = Refusals[keyof Refusals];

/** Maps every refusal of the engine to a problem document. */
export function refusal(outcome: Refusal, now: number): ProblemAnswer {
  switch (outcome.kind) {
    case 'refused':
      return outcome.reason === 'no-session' ? noSession() : problem(outcome.reason);
    case 'rejected':
      return problem('rejected', {
        attemptsLeft: outcome.attemptsLeft,
        ...warning(outcome),
        ...(outcome.clockOffSeconds === undefined ? {} : { clockOffSeconds: outcome.clockOffSeconds }),
      });
    case 'code-used': {
      const { nextCodeAt } = outcome;
      return nextCodeAt === undefined
        ? problem('code-used', {})
        : problem('code-used', { nextCodeAt }, { 'retry-after': secondsUntil(nextCodeAt, now) });
    }
    case 'locked':
      return problem(
        'locked',
        { retryAt: outcome.retryAt, ...warning(outcome) },
        { 'retry-after': secondsUntil(outcome.retryAt, now) },
      );
    case 'send-limited':
      return problem(
        'send-limited',
        { retryAt: outcome.retryAt },
        { 'retry-after': secondsUntil(outcome.retryAt, now) },
      );
    case 'send-refused':
      return problem('send-refused', { reason: outcome.reason });
    case 'suspended':
      return problem('suspended');
    case 'denied':
      return problem('denied', {
        reason: outcome.reason,
        ...(outcome.until === undefined ? {} : { until: outcome.until }),
      });
    case 'proof-required': {
      const { factors, firstFactors, backupCode } = outcome;
      const acrValues = factors.length > 0 ? ['multi-factor'] : [];
      return stepUpAnswer('proof-required', { acrValues }, { factors, firstFactors, backupCode });
    }
    case 'enrol':
      return problem('enrolment-required', { methods: outcome.methods, unmet: outcome.unmet });
    default:
      return assertNever(outcome);
  }
}

function warning({ suspendsNext }: Refusals['rejected' | 'locked']): { readonly suspendsNext?: true } {
  return suspendsNext ? { suspendsNext } : {};
}

/** RFC 9110 §10.2.3: whole seconds, rounded up, so that a client that waits so long is not too early. */
export function secondsUntil(at: number, now: number): string {
  return String(Math.max(1, Math.ceil((at - now) / 1000)));
}
