import type { AuditEvent } from '@factorkit/core';
import type { Act, Deed, Ending } from '../history.ts';
import type { Throttle } from '../policy.ts';

/** Everything that was asked and answered in a run, and what the store says afterwards. */
export interface Case {
  readonly deeds: readonly Deed[];
  /** In the order of the trail. */
  readonly trail: readonly AuditEvent[];
  /** What every server showed of every user at the end. */
  readonly endings: readonly Ending[];
  /** Factors that took a right code at the end. */
  readonly proven: ReadonlySet<string>;
  readonly throttle: Throttle;
  /** How long after the last fault every server answered again, in milliseconds; `undefined`: it did not. */
  readonly backMs: number | undefined;
  /** Servers that ended without being told to, in words. */
  readonly deaths: readonly string[];
  /** Whether the run had faults: without, nothing may fail. */
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
  /** Empty where it is about no user. */
  readonly userId: string;
  /** In words, with ids. */
  readonly what: string;
}

/** A deed whose act is known. */
export type DeedOf<Kind extends Act['kind']> = Deed & { readonly act: Extract<Act, { readonly kind: Kind }> };

export function isOf<Kind extends Act['kind']>(deed: Deed, ...kinds: readonly Kind[]): deed is DeedOf<Kind> {
  return kinds.some((kind) => deed.act.kind === kind);
}

export function deedsOf<Kind extends Act['kind']>(
  deeds: readonly Deed[],
  ...kinds: readonly Kind[]
): readonly DeedOf<Kind>[] {
  return deeds.filter((deed) => isOf(deed, ...kinds));
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
