import { durationMs } from '../schema/duration.ts';
import type { Grace } from '../schema/policy.ts';
import type { Facts, GraceLeft } from './decision.ts';

/** A rule that asks for an enrolment, and how long that may be put off: not at all where it has no grace. */
export interface Graced {
  readonly id: string;
  readonly grace: Grace | undefined;
}

/** How much longer every one of these enrolments may be put off; `undefined` where one of them may not. */
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
