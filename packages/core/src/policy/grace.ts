import type { Facts, GraceLeft } from './decision.ts';
import { durationMs } from './duration.ts';
import type { Grace } from './policy.ts';

/** How much longer every one of these enrolments may be put off; `undefined` where one of them may not. */
export function graceLeft(
  graces: readonly (Grace | undefined)[],
  { firstAskedAt, skips = 0 }: Pick<Facts, 'firstAskedAt' | 'skips'>,
  now: number,
): GraceLeft | undefined {
  let until = Number.POSITIVE_INFINITY;
  let left = Number.POSITIVE_INFINITY;
  for (const grace of graces) {
    if (grace === undefined) return undefined;
    if ('skips' in grace) left = Math.min(left, grace.skips - skips);
    else
      until = Math.min(
        until,
        'until' in grace ? Date.parse(grace.until) : (firstAskedAt ?? now) + durationMs(grace.for),
      );
  }
  if (now >= until || left <= 0) return undefined;
  return {
    ...(until === Number.POSITIVE_INFINITY ? {} : { until }),
    ...(left === Number.POSITIVE_INFINITY ? {} : { skips: left }),
  };
}
