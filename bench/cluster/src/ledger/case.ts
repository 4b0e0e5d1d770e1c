import type { AuditEvent } from '@factorkit/core';
import type { Act, Ending, RequestRecord } from '../history.ts';
import type { Throttle } from '../policy.ts';

/** All requests and answers of a run, and the state of the store afterwards. */
export interface Case {
  readonly records: readonly RequestRecord[];
  /** In the order of the trail. */
  readonly trail: readonly AuditEvent[];
  /** The final view of every user by every server. */
  readonly endings: readonly Ending[];
  /** Factors that accepted a right code at the end. */
  readonly proven: ReadonlySet<string>;
  readonly throttle: Throttle;
  /** How long after the last fault every server answered again, in milliseconds. `undefined` if one did not. */
  readonly backMs: number | undefined;
  /** Servers that ended unexpectedly, with the reason. */
  readonly deaths: readonly string[];
  /** Whether the run had faults: without them, nothing may fail. */
  readonly faults: boolean;
}

export type Rule =
  | 'code-twice'
  | 'backup-code-twice'
  | 'challenge-twice'
  | 'wrong-accepted'
  | 'over-limit'
  | 'while-locked'
  | 'lost-factor'
  | 'never-enrolled'
  | 'servers-disagree'
  | 'lost-backup-code'
  | 'trail-disagrees'
  | 'unclear-error'
  | 'not-back';

export interface Violation {
  readonly rule: Rule;
  /** Empty if it concerns no user. */
  readonly userId: string;
  /** A description with ids. */
  readonly what: string;
}

/** A request whose action is known. */
export type RecordOf<Kind extends Act['kind']> = RequestRecord & {
  readonly act: Extract<Act, { readonly kind: Kind }>;
};

export function isOf<Kind extends Act['kind']>(
  record: RequestRecord,
  ...kinds: readonly Kind[]
): record is RecordOf<Kind> {
  return kinds.some((kind) => record.act.kind === kind);
}

export function recordsOf<Kind extends Act['kind']>(
  records: readonly RequestRecord[],
  ...kinds: readonly Kind[]
): readonly RecordOf<Kind>[] {
  return records.filter((record) => isOf(record, ...kinds));
}

export function groupedBy<T>(
  list: Iterable<T>,
  keyOf: (one: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}
