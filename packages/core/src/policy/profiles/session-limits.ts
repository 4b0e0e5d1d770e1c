import { type Duration, durationMs } from '../../duration.ts';

/** How long a portal's session may last. Sessions are the portal's: it applies these in `currentUser`. */
export interface SessionLimits {
  /** Since the sign-in. Defaults to no limit. */
  readonly overall?: Duration;
  /** Since the last request. Defaults to no limit. */
  readonly idle?: Duration;
}

interface Session {
  readonly limits: SessionLimits;
  /** `assurance.authenticatedAt`: milliseconds since 1970, as all times here. */
  readonly authenticatedAt: number;
  /** When the session's user last did something. */
  readonly lastActiveAt: number;
  readonly now: number;
}

/**
 * Whether a session may go on: `idle` and `over` ask for a new sign-in. A time in the future counts as now.
 *
 * @example
 * ```ts
 * import { profiles, sessionState } from '@factorkit/core/policy';
 *
 * const limits = profiles.nistAal2.session ?? {}; // { overall: '24h', idle: '1h' }
 * sessionState({ limits, authenticatedAt: 0, lastActiveAt: 0, now: 3_600_001 }); // 'idle'
 * ```
 */
export function sessionState({
  limits,
  authenticatedAt,
  lastActiveAt,
  now,
}: Session): 'live' | 'idle' | 'over' {
  // The other way round than `age > limit`: a time that is no number ends the session.
  const isWithin = (since: number, limit: Duration | undefined): boolean =>
    limit === undefined || now - Math.min(since, now) <= durationMs(limit);
  if (!isWithin(authenticatedAt, limits.overall)) return 'over';
  return isWithin(lastActiveAt, limits.idle) ? 'live' : 'idle';
}
