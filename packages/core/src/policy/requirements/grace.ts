import { durationMs } from '../schema/duration.ts';
import type { Grace } from '../schema/policy.ts';
import type { Facts, GraceLeft } from './decision.ts';

/** A rule that requires an enrolment, and its grace. Without a grace it cannot be postponed. */
export interface Graced {
  readonly id: string;
  readonly grace: Grace | undefined;
}

/** How much longer all these enrolments may be postponed. `undefined` if one of them may not. */
export function graceLeft(
  rules: readonly Graced[],
  { postponed = [] }: Pick<Facts, 'postponed'>,
  now: number,
): GraceLeft | undefined {
  let until = Number.POSITIVE_INFINITY;
  let left = Number.POSITIVE_INFINITY;
  for (const { id, grace } of rules) {
    if (grace === undefined) return undefined;
    const { firstAt = now, times = 0 } = postponed.find(({ rule }) => rule === id) ?? {};
    if ('skips' in grace) left = Math.min(left, grace.skips - times);
    else
      until = Math.min(until, 'until' in grace ? Date.parse(grace.until) : firstAt + durationMs(grace.for));
  }
  if (now >= until || left <= 0) return undefined;
  return {
    ...(until === Number.POSITIVE_INFINITY ? {} : { until }),
    ...(left === Number.POSITIVE_INFINITY ? {} : { skips: left }),
  };
}
