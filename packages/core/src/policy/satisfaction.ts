import type { Evidence } from '../account/evidence.ts';
import type { EvidenceMethod, Trait } from '../account/method.ts';
import { durationMs } from './duration.ts';
import type { Requirement, Selector } from './requirement.ts';

type Leaf = Extract<Requirement, { readonly of: unknown }>;

/** Whether this evidence is what the selector means. */
export function selects(
  selector: Selector,
  shown: { readonly method: EvidenceMethod; readonly traits: readonly Trait[] },
): boolean {
  if (typeof selector === 'string') return selector === shown.method;
  return (
    (selector.method === undefined || selector.method.includes(shown.method)) &&
    (selector.trait ?? []).every((trait) => shown.traits.includes(trait)) &&
    !(selector.not ?? []).some((trait) => shown.traits.includes(trait))
  );
}

/** Whether what was shown is enough. */
export function isMet(requirement: Requirement, evidence: readonly Evidence[], now: number): boolean {
  if ('all' in requirement) return requirement.all.every((part) => isMet(part, evidence, now));
  if ('any' in requirement) return requirement.any.some((part) => isMet(part, evidence, now));
  const counted = evidence.filter((shown) => counts(requirement, shown, now));
  return new Set(counted.map((shown) => identityOf(requirement, shown))).size >= (requirement.count ?? 1);
}

function counts(leaf: Leaf, shown: Evidence, now: number): boolean {
  if (!leaf.of.some((selector) => selects(selector, shown))) return false;
  if (leaf.live && shown.traits.includes('remembered')) return false;
  return leaf.maxAge === undefined || now - shown.at <= durationMs(leaf.maxAge);
}

function identityOf({ distinct }: Leaf, { method, factorId, channel }: Evidence): string {
  switch (distinct ?? 'factor') {
    case 'method':
      return method;
    case 'channel':
      return channel ?? factorId ?? method;
    case 'factor':
      return factorId ?? method;
  }
}

/** The same requirement, whatever the age of the evidence: tells "expired" from "missing". */
export function ageless(requirement: Requirement): Requirement {
  if ('all' in requirement) return { all: requirement.all.map(ageless) };
  if ('any' in requirement) return { any: requirement.any.map(ageless) };
  const { maxAge: _, ...leaf } = requirement;
  return leaf;
}

/** Every selector in a requirement: what could contribute to it. */
export function selectorsOf(requirement: Requirement): readonly Selector[] {
  if ('all' in requirement) return requirement.all.flatMap(selectorsOf);
  if ('any' in requirement) return requirement.any.flatMap(selectorsOf);
  return requirement.of;
}
