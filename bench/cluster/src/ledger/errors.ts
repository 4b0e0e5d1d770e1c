import { assertNever } from '@factorkit/core';
import type { Deed } from '../history.ts';
import type { Case, Violation } from './case.ts';

/** What a user of this bench may be refused with: nobody sends nonsense here. */
const REFUSALS = new Set([
  'used',
  'code-used',
  'superseded',
  'expired',
  'unknown-factor',
  'no-backup-codes',
  'proof-required',
  'denied',
  'suspended',
]);

/** What a server may say of a store that is away. `internal` is not among them: somebody would have to look why. */
const FAILURES = new Set(['storage-failed', 'contention']);

/** Under faults there are only clear errors, without faults none. */
export function unclearErrors({ deeds, faults }: Case): readonly Violation[] {
  return deeds.flatMap((deed) => {
    const unclear = unclearIn(deed, faults);
    if (unclear === undefined) return [];
    const what = `${deed.act.kind} by server ${deed.server}: ${unclear}`;
    return [{ rule: 'unclear-error' as const, userId: deed.userId, what }];
  });
}

function unclearIn({ answer }: Deed, faults: boolean): string | undefined {
  switch (answer.kind) {
    case 'done':
    case 'rejected':
    case 'locked':
      return undefined;
    case 'refused':
      return REFUSALS.has(answer.code) ? undefined : `${answer.status} ${answer.code}`;
    case 'failed':
      return faults && answer.status === 503 && FAILURES.has(answer.code)
        ? undefined
        : `${answer.status} ${answer.code}`;
    case 'unreached':
      return faults ? undefined : 'not reached';
    case 'broken':
      return faults ? undefined : `connection lost: ${answer.why}`;
    case 'odd':
      return `${answer.status} ${answer.text}`;
    default:
      return assertNever(answer);
  }
}

/** After the last fault the service is back by itself, and no server went down that was not killed. */
export function notBack({ backMs, deaths }: Case): readonly Violation[] {
  const late = backMs === undefined ? ['not every server answered again'] : [];
  return [...late, ...deaths].map((what) => ({ rule: 'not-back' as const, userId: '', what }));
}
