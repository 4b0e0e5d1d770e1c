import type { Method, Trait } from '../../account/method.ts';
import type { FactorFact } from '../decision.ts';
import { maxOf } from '../limits.ts';
import type { Policy } from '../policy.ts';
import { allowedMethods, allowedRule, hasCompany, usableFactors } from '../usable.ts';

/** A set of factors that one user could have. */
export type Kit = readonly FactorFact[];

interface KitOptions {
  readonly now: number;
  /** Methods that are left out. */
  readonly without?: readonly Method[];
  /** Also methods of which nobody gets a new one. */
  readonly existing?: boolean;
  /** Of each kind of factor at most so many; the policy's own maximum counts, too, unless it is `lifted`. */
  readonly copies: number;
  readonly lifted?: boolean;
}

const MOST_KITS = 2_000;

/**
 * The largest sets of factors that a user can come to have, one after the other, under this policy. As more evidence
 * never hurts, what none of these can meet nobody can.
 */
export function largestKits(policy: Policy, options: KitOptions): readonly Kit[] {
  const { now, without = [], existing = false, copies, lifted = false } = options;
  const methods = allowedMethods(policy, now).filter(
    (method) => !without.includes(method) && (existing || policy.methods[method]?.allow === 'yes'),
  );
  let kits: readonly Kit[] = [[]];
  for (const method of methods) {
    const rule = allowedRule(policy, method, now);
    const size = Math.min(copies, rule === undefined || lifted ? copies : maxOf(rule));
    const choices = multisets(variantsOf(policy, method), size);
    kits = kits
      .flatMap((kit) => choices.map((traits) => [...kit, ...factorsOf(method, traits)]))
      .slice(0, MOST_KITS);
  }
  return kits.map((kit) => grown(policy, kit, now));
}

/** One factor of each kind that may be the only one. */
export function loneFactors(policy: Policy, now: number): readonly FactorFact[] {
  return allowedMethods(policy, now)
    .filter((method) => policy.methods[method]?.allow === 'yes')
    .flatMap((method) => variantsOf(policy, method).flatMap((traits) => factorsOf(method, [traits])))
    .filter((factor) => usableFactors(policy, [factor], now).length > 0);
}

/** One factor of this method, as good as it gets. */
export function loneKit(policy: Policy, method: Method): Kit {
  return factorsOf(method, variantsOf(policy, method).slice(0, 1));
}

// In the order in which a user could add them: a method that needs another besides it cannot come before that one.
function grown(policy: Policy, wanted: Kit, now: number): Kit {
  let kit: Kit = wanted.filter(({ method }) => policy.methods[method]?.allow === 'existing');
  for (;;) {
    const usable = usableFactors(policy, kit, now);
    const next = wanted.filter(
      (factor) => kit.includes(factor) || hasCompany(policy, { method: factor.method }, usable, now),
    );
    if (next.length === kit.length) return kit;
    kit = next;
  }
}

function factorsOf(method: Method, traits: readonly (readonly Trait[])[]): Kit {
  return traits.map((shown, index) => ({
    id: `${method}-${index}`,
    method,
    status: 'active',
    traits: shown,
    ...(method === 'email' || method === 'sms' ? { channel: channelOf(method, index) } : {}),
  }));
}

/** A mailbox or SIM of its own for each factor that is sent codes. */
export function channelOf(method: 'email' | 'sms', index: number): string {
  return `${method === 'email' ? 'mailbox' : 'sim'}-${index}`;
}

/** What factors of a method can be like, the strongest first. */
function variantsOf(policy: Policy, method: Method): readonly (readonly Trait[])[] {
  if (method === 'webauthn') {
    const verified: readonly (readonly Trait[])[] = [
      ['phishing-resistant', 'user-verified', 'device-bound'],
      ['phishing-resistant', 'user-verified'],
    ];
    const present: readonly (readonly Trait[])[] = [
      ['phishing-resistant', 'device-bound'],
      ['phishing-resistant'],
    ];
    switch (policy.methods.webauthn?.userVerification ?? 'preferred') {
      case 'required':
        return verified;
      case 'preferred':
        return [...verified, ...present];
      case 'discouraged':
        return present;
    }
  }
  // What a plug-in's method shows is not known here: it may be anything.
  if (method.startsWith('x-')) return [['phishing-resistant', 'user-verified', 'device-bound'], []];
  return [[]];
}

/** Every choice of `size` of these, with repetition, in any order. */
function multisets<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const [first, ...rest] = items;
  if (first === undefined) return size === 0 ? [[]] : [];
  if (size === 0) return [[]];
  return [...multisets(items, size - 1).map((chosen) => [first, ...chosen]), ...multisets(rest, size)];
}
