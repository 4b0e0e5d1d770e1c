import type { Evidence } from '../account/evidence.ts';
import type { EvidenceMethod, FirstFactorMethod, Trait } from '../account/method.ts';
import { durationMs } from './duration.ts';
import type { Requirement, Selector } from './requirement.ts';

/** The part of a requirement that counts. */
export type Leaf = Extract<Requirement, { readonly of: unknown }>;

/** What a piece of evidence is, or what a factor would show. */
export interface Shown {
  readonly method: EvidenceMethod;
  readonly traits: readonly Trait[];
  readonly channel?: string;
}

export const FIRST_FACTORS: readonly FirstFactorMethod[] = ['password', 'federated', 'passkey', 'magic-link'];

export function isFirstFactor({ method }: Shown): boolean {
  return FIRST_FACTORS.some((known) => known === method);
}

/** Whether this is what the selector means. */
export function selects(selector: Selector, shown: Shown): boolean {
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
  const needed = requirement.count ?? 1;
  if (requirement.distinct !== 'channel') {
    return new Set(counted.map((shown) => identityOf(requirement, shown))).size >= needed;
  }
  return openChannels(requirement, counted, evidence) >= needed;
}

/** Whether this one piece counts towards this requirement. */
export function counts(leaf: Leaf, shown: Evidence, now: number): boolean {
  if (!leaf.of.some((selector) => selects(selector, shown))) return false;
  if (leaf.live && shown.traits.includes('remembered')) return false;
  return leaf.maxAge === undefined || now - shown.at <= durationMs(leaf.maxAge);
}

// The mailbox that received the magic link cannot be the second factor too. With several first factors shown, the one
// that takes up least is the one that counts as the first.
function openChannels(leaf: Leaf, counted: readonly Evidence[], evidence: readonly Evidence[]): number {
  const firsts = evidence.filter(
    (shown) => isFirstFactor(shown) && !leaf.of.some((selector) => selects(selector, shown)),
  );
  const channels = new Set(counted.map((shown) => identityOf(leaf, shown)));
  if (firsts.length === 0) return channels.size;
  return Math.max(
    ...firsts.map(({ channel }) => channels.size - (channel !== undefined && channels.has(channel) ? 1 : 0)),
  );
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

/** The same requirement with each counting part changed. */
export function mapLeaves(requirement: Requirement, change: (leaf: Leaf) => Requirement): Requirement {
  if ('all' in requirement) return { all: requirement.all.map((part) => mapLeaves(part, change)) };
  if ('any' in requirement) return { any: requirement.any.map((part) => mapLeaves(part, change)) };
  return change(requirement);
}

/** Every counting part, wherever it stands. */
export function leavesOf(requirement: Requirement): readonly Leaf[] {
  if ('all' in requirement) return requirement.all.flatMap(leavesOf);
  if ('any' in requirement) return requirement.any.flatMap(leavesOf);
  return [requirement];
}
