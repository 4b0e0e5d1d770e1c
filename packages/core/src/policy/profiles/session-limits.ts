import { type Duration, durationMs } from '../../duration.ts';

/** How long a portal's session may last. The portal applies these limits in `currentUser`. @inline */
export type SessionLimits = {
  /**
   * Since the sign-in.
   *
   * @defaultValue no limit
   */
  readonly overall?: Duration;
  /**
   * Since the last request.
   *
   * @defaultValue no limit
   */
  readonly idle?: Duration;
};

/** @inline */
type Session = {
  readonly limits: SessionLimits;
  /** `assurance.authenticatedAt`, in milliseconds since 1970 like all times here. */
  readonly authenticatedAt: number;
  /** The time of the session's last request. */
  readonly lastActiveAt: number;
  readonly now: number;
};

/**
 * Whether a session may continue. `idle` and `over` require a new sign-in. A time in the future counts as now.
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
  // Not `age > limit`, so that NaN ends the session.
  const isWithin = (since: number, limit: Duration | undefined): boolean =>
    limit === undefined || now - Math.min(since, now) <= durationMs(limit);
  if (!isWithin(authenticatedAt, limits.overall)) return 'over';
  return isWithin(lastActiveAt, limits.idle) ? 'live' : 'idle';
}
