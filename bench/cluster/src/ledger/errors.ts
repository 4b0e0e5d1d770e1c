import { assertNever } from '@factorkit/core';
import type { RequestRecord } from '../history.ts';
import type { Case, Violation } from './case.ts';

/** The refusals that users of this bench may get: they send no invalid requests. */
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

/** What a server may answer if its store is away. Not `internal`: an operator would have to investigate. */
const FAILURES = new Set(['storage-failed', 'contention']);

/** With faults there are only clear errors, without faults none. */
export function unclearErrors({ records, faults }: Case): readonly Violation[] {
  return records.flatMap((record) => {
    const unclear = unclearIn(record, faults);
    if (unclear === undefined) return [];
    const what = `${record.act.kind} by server ${record.server}: ${unclear}`;
    return [{ rule: 'unclear-error' as const, userId: record.userId, what }];
  });
}

function unclearIn({ answer }: RequestRecord, faults: boolean): string | undefined {
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

/** After the last fault the service recovers by itself, and no server ended that was not killed. */
export function notBack({ backMs, deaths }: Case): readonly Violation[] {
  const late = backMs === undefined ? ['not every server answered again'] : [];
  return [...late, ...deaths].map((what) => ({ rule: 'not-back' as const, userId: '', what }));
}
