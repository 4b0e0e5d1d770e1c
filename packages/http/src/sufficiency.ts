import type { Assurance, AssuranceLevel, Evidence } from '@factorkit/core';

/** What a route asks of the session. */
export interface Sufficiency {
  readonly level: AssuranceLevel;
  /** How long ago it may have been shown: whole seconds. Any time, where it is not said. */
  readonly maxAgeSeconds?: number;
}

/**
 * Whether a session's assurance is strong and fresh enough, at this moment.
 *
 * Fresh is what was shown last by the person: for `multi-factor` that is the second factor, so that a password alone
 * does not renew it, and a remembered browser renews nothing. An age of exactly the maximum is still fresh.
 *
 * @example
 * ```ts
 * import { isSufficient } from '@factorkit/http';
 *
 * isSufficient(assurance, { level: 'multi-factor', maxAgeSeconds: 900 }, Date.now());
 * ```
 */
export function isSufficient(
  assurance: Assurance,
  { level, maxAgeSeconds }: Sufficiency,
  now: number,
): boolean {
  if (level === 'multi-factor' && assurance.level !== 'multi-factor') return false;
  if (maxAgeSeconds === undefined) return true;
  return now - lastShown(assurance.evidence, level) <= maxAgeSeconds * 1000;
}

function lastShown(evidence: readonly Evidence[], level: AssuranceLevel): number {
  const live = evidence.filter(({ traits }) => !traits.includes('remembered'));
  const secondFactors = live.filter(({ method }) => !FIRST_FACTORS.includes(method));
  // A passkey can be several factors by itself: then nothing else need have been shown.
  const counted = level === 'multi-factor' && secondFactors.length > 0 ? secondFactors : live;
  return Math.max(...counted.map(({ at }) => at));
}

const FIRST_FACTORS: readonly Evidence['method'][] = ['password', 'federated', 'passkey', 'magic-link'];
