import type { Evidence } from '../../account/factors/evidence.ts';
import type { EvidenceMethod, FirstFactorMethod, Trait } from '../../account/factors/method.ts';
import { durationMs } from '../schema/duration.ts';
import type { Requirement, Selector } from '../schema/requirement.ts';

/** The part of a requirement that counts evidence. */
export type Leaf = Extract<Requirement, { readonly of: unknown }>;

/** A piece of evidence, or the evidence that a factor would give. */
export interface Shown {
  readonly method: EvidenceMethod;
  readonly traits: readonly Trait[];
  readonly channel?: string;
}

export const FIRST_FACTORS: readonly FirstFactorMethod[] = ['password', 'federated', 'passkey', 'magic-link'];

export function isFirstFactor({ method }: Shown): boolean {
  return FIRST_FACTORS.some((known) => known === method);
}

/** Whether the selector matches this evidence. */
export function selects(selector: Selector, shown: Shown): boolean {
  if (typeof selector === 'string') return selector === shown.method;
  return (
    (selector.method === undefined || selector.method.includes(shown.method)) &&
    (selector.trait ?? []).every((trait) => shown.traits.includes(trait)) &&
    !(selector.not ?? []).some((trait) => shown.traits.includes(trait))
  );
}

/** Whether the evidence meets the requirement. */
export function isMet(requirement: Requirement, evidence: readonly Evidence[], now: number): boolean {
  if ('all' in requirement) return requirement.all.every((part) => isMet(part, evidence, now));
  if ('any' in requirement) return requirement.any.some((part) => isMet(part, evidence, now));
  return countOf(requirement, evidence, now) >= (requirement.count ?? 1);
}

/** Whether this piece brings the requirement closer. */
export function adds(leaf: Leaf, shown: Evidence, evidence: readonly Evidence[], now: number): boolean {
  return counts(leaf, shown, now) && countOf(leaf, [...evidence, shown], now) > countOf(leaf, evidence, now);
}

function countOf(leaf: Leaf, evidence: readonly Evidence[], now: number): number {
  const counted = evidence.filter((shown) => counts(leaf, shown, now));
  if (leaf.distinct === 'channel') return openChannels(leaf, counted, evidence);
  return new Set(counted.map((shown) => identityOf(leaf, shown))).size;
}

/** Whether this piece counts towards this requirement. */
function counts(leaf: Leaf, shown: Evidence, now: number): boolean {
  if (!isNamed(leaf, shown)) return false;
  if (leaf.live && shown.traits.includes('remembered')) return false;
  return leaf.maxAge === undefined || now - shown.at <= durationMs(leaf.maxAge);
}

// The mailbox that received the magic link cannot also be the second factor. With several first factors, the one that
// uses up least counts as the first. A first factor that the requirement names uses up nothing.
function openChannels(leaf: Leaf, counted: readonly Evidence[], evidence: readonly Evidence[]): number {
  const channels = new Set(counted.map((shown) => identityOf(leaf, shown)));
  const firsts = evidence.filter(isFirstFactor);
  const isTaken = ({ channel }: Evidence): boolean => channel !== undefined && channels.has(channel);
  const takes = (first: Evidence): boolean => !isNamed(leaf, first) && isTaken(first);
  return firsts.length > 0 && firsts.every(takes) ? channels.size - 1 : channels.size;
}

function isNamed({ of }: Leaf, shown: Shown): boolean {
  return of.some((selector) => selects(selector, shown));
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

/** Every counting part. */
export function leavesOf(requirement: Requirement): readonly Leaf[] {
  if ('all' in requirement) return requirement.all.flatMap(leavesOf);
  if ('any' in requirement) return requirement.any.flatMap(leavesOf);
  return [requirement];
}

/** The counting parts that are not met yet. */
export function openLeaves(
  requirement: Requirement,
  evidence: readonly Evidence[],
  now: number,
): readonly Leaf[] {
  if (isMet(requirement, evidence, now)) return [];
  if ('all' in requirement) return requirement.all.flatMap((part) => openLeaves(part, evidence, now));
  if ('any' in requirement) return requirement.any.flatMap((part) => openLeaves(part, evidence, now));
  return [requirement];
}
