import type { Evidence } from '../../account/factors/evidence.ts';
import type { Factor } from '../../account/factors/factor.ts';
import { amrOf, levelOf } from '../../policy/requirements/assurance.ts';
import type { DecisionContext } from '../context.ts';
import type { Assurance } from '../results/outcomes.ts';

interface AssuranceInput {
  readonly userId: string;
  readonly evidence: readonly Evidence[];
  readonly grant?: string | undefined;
  readonly authenticatedAt: number;
}

export function assuranceOf(
  { tokens: { tenant } }: DecisionContext,
  { userId, evidence, grant, authenticatedAt }: AssuranceInput,
): Assurance {
  return {
    userId,
    evidence,
    amr: amrOf(evidence),
    level: levelOf(evidence),
    authenticatedAt,
    ...(grant === undefined ? {} : { grant }),
    ...(tenant === undefined ? {} : { tenant }),
  };
}

/** The evidence of a correct answer. */
export function shownBy(
  { id, method }: Pick<Factor, 'id' | 'method'>,
  {
    traits,
    channel,
    now,
  }: Pick<Evidence, 'traits'> & { readonly channel: string | undefined; readonly now: number },
): Evidence {
  return { method, factorId: id, at: now, traits, ...(channel === undefined ? {} : { channel }) };
}

/** Adds evidence. It replaces earlier evidence of the same factor, so that a session stays small. */
export function withEvidence(evidence: readonly Evidence[], shown: Evidence): readonly Evidence[] {
  const others = evidence.filter(
    ({ method, factorId }) => method !== shown.method || factorId !== shown.factorId,
  );
  return [...others, shown];
}
