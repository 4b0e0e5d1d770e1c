import type { EvidenceMethod, Method } from '@factorkit/core';
import type { Policy, RecoveryRule, Requirement, Rule } from '@factorkit/core/policy';
import type { Loot } from './powers.ts';

/**
 * Whether an attacker's powers are enough by the design, so that getting in proves nothing. Written from the design page and
 * not from the code. Where the design leaves room, the answer is yes: then a run is skipped, and nothing is claimed.
 */
export function powersSuffice(policy: Policy, loot: Loot, owner: OwnerFacts): boolean {
  const { powers } = loot;
  // "What a database writer can still do" with a key that opens stored data: write any account.
  if (powers.row && powers.retiredKey) return true;
  return (
    signInSuffices(policy, loot, owner) ||
    changeSuffices(policy, loot, owner) ||
    recoverySuffices(policy, loot)
  );
}

export interface OwnerFacts {
  readonly roles: readonly string[];
  /** The factor that the owner always has. She may have any other of the policy's methods besides. */
  readonly main: Method;
  /** Whether a browser is trusted. */
  readonly trusts: boolean;
}

/** Something shown. */
interface Shown {
  readonly method: EvidenceMethod;
  readonly channel?: string;
  /** Shown at another time: it fails every `maxAge`. */
  readonly old?: true;
  /** By a trusted browser: it fails `live`. */
  readonly remembered?: true;
}

const FIRST: readonly EvidenceMethod[] = ['password', 'magic-link', 'federated', 'passkey'];

function firstFactors({ powers }: Loot): readonly Shown[] {
  return [
    ...(powers.password ? [{ method: 'password' } as const] : []),
    ...(powers.mailbox ? [{ method: 'magic-link', channel: 'email:mail' } as const] : []),
  ];
}

/** The factors that this attacker can answer with. */
function factors(policy: Policy, { powers }: Loot): readonly Shown[] {
  return [
    ...(powers.mailbox && 'email' in policy.methods
      ? [{ method: 'email', channel: 'email:mail' } as const]
      : []),
    ...(powers.sim && 'sms' in policy.methods ? [{ method: 'sms', channel: 'sms:phone' } as const] : []),
  ];
}

function signInSuffices(policy: Policy, loot: Loot, owner: OwnerFacts): boolean {
  const cookie: readonly Shown[] =
    loot.powers.cookie === 'live' && owner.trusts
      ? methodsOf(policy).map((method) => ({ method, old: true, remembered: true }))
      : [];
  return firstFactors(loot).some((first) => {
    const own = factors(policy, loot);
    if (meetsAll(signInDemands(policy, owner), [first, ...own, ...cookie])) return true;
    // "Only the enrolment that would is allowed, after the strongest proof that they can give."
    return !mainSuffices(policy, owner) && own.length > 0;
  });
}

/** Whether what sign-in takes can be met with the owner's main factor alone. */
export function mainSuffices(policy: Policy, owner: OwnerFacts): boolean {
  const demands = [...enrolledDemands(policy), ...ruledDemands(policy, owner)];
  return meetsAll(demands, [{ method: 'password' }, { method: owner.main, channel: 'own' }]);
}

/** "A change to the factors takes what sign-in takes from this user now, and the policy's `manage` besides." */
function changeSuffices(policy: Policy, loot: Loot, owner: OwnerFacts): boolean {
  const { sessionEvidence, powers } = loot;
  if (sessionEvidence === undefined) return false;
  const shown: readonly Shown[] = [
    ...sessionEvidence
      .filter(({ traits }) => !traits.includes('remembered'))
      .map(({ method, channel }): Shown => ({ method, old: true, ...(channel ? { channel } : {}) })),
    ...(powers.password ? [{ method: 'password' } as const] : []),
    ...factors(policy, loot),
  ];
  const { proof, enrol, remove, regenerate, primary } = policy.manage;
  if (!meetsAll(signInDemands(policy, owner), shown)) {
    return !mainSuffices(policy, owner) && factors(policy, loot).length > 0;
  }
  return [proof, enrol ?? proof, remove ?? proof, regenerate ?? proof, primary ?? proof].some((demand) =>
    meets(demand, shown),
  );
}

/** "Completing takes a one-time recovery code": from staff, from a contact, or none at all. */
function recoverySuffices({ recovery }: Policy, loot: Loot): boolean {
  if (firstFactors(loot).length === 0) return false;
  const { approver, mailbox, sim } = loot.powers;
  return recovery.some((rule) => {
    const { via, handover = 'staff', verify, resets } = rule;
    if (via === 'backup-code') return false;
    if (handover === 'none') return true;
    // The owner's own recovery opens the portal and leaves no factor: from then on nothing is enrolled.
    if (opensSession(rule) && resets === 'on-approval') return true;
    if (handover === 'contact') return mailbox || sim;
    return approver && (verify?.approvals ?? 1) === 1;
  });
}

/** Whether a recovery opens the portal, with or without a new factor. */
export function opensSession({ grants, after }: RecoveryRule): boolean {
  return grants === 'session' && !after?.enrol;
}

/** Whether an action of the portal may be done in the stolen session. */
export function actionSuffices(requirement: Requirement, policy: Policy, loot: Loot): boolean {
  const shown: readonly Shown[] = [
    ...(loot.sessionEvidence ?? []).map(({ method }): Shown => ({ method, old: true })),
    { method: 'password' },
    ...factors(policy, loot),
  ];
  return meets(requirement, shown);
}

function methodsOf(policy: Policy): readonly Method[] {
  return Object.keys(policy.methods) as Method[];
}

/** The least that sign-in may take of a user who has a factor. */
function signInDemands(policy: Policy, owner: OwnerFacts): readonly Requirement[] {
  // Put off, a rule asks for nothing yet: as long as the enrolment that it asks for is missing. Where another rule asks for
  // another factor, a recovery may leave the owner with that one alone.
  const demands = appliedRules(policy, owner).flatMap(({ enrol }) => enrol ?? []);
  const hasAll = meetsAll(demands, [{ method: owner.main, channel: 'own' }]);
  const isAsked = ({ enrol, grace }: Rule): boolean => grace === undefined || (enrol !== undefined && hasAll);
  return [...enrolledDemands(policy), ...ruledDemands(policy, owner, isAsked)];
}

function enrolledDemands(policy: Policy): readonly Requirement[] {
  return policy.enrolledMeansRequired === false ? [] : [{ of: methodsOf(policy), distinct: 'channel' }];
}

function ruledDemands(
  policy: Policy,
  owner: OwnerFacts,
  isAsked: (rule: Rule) => boolean = () => true,
): readonly Requirement[] {
  return appliedRules(policy, owner)
    .filter(isAsked)
    .flatMap(({ signIn }) => (signIn === undefined ? [] : [signIn]));
}

function appliedRules({ rules }: Policy, { roles }: OwnerFacts): readonly Rule[] {
  return rules.filter(
    ({ when, mode }) => mode !== 'monitor' && (when?.role?.some((role) => roles.includes(role)) ?? true),
  );
}

function meetsAll(demands: readonly Requirement[], shown: readonly Shown[]): boolean {
  return demands.every((demand) => meets(demand, shown));
}

function meets(requirement: Requirement, shown: readonly Shown[]): boolean {
  if ('all' in requirement) return requirement.all.every((part) => meets(part, shown));
  if ('any' in requirement) return requirement.any.some((part) => meets(part, shown));
  const { of, count = 1, distinct, maxAge, live } = requirement;
  const counted = shown.filter(
    ({ method, old, remembered }) =>
      of.some((selector) => selects(selector, method)) && !(old && maxAge) && !(remembered && live),
  );
  // "Counts one mailbox, SIM or device once, first factor included."
  const taken = shown.filter(({ method }) => FIRST.includes(method)).map(({ channel }) => channel);
  const names = counted.map(({ method, channel }) => (distinct === 'channel' ? (channel ?? method) : method));
  const free = distinct === 'channel' ? names.filter((name) => !taken.includes(name)) : names;
  return new Set(free).size >= count;
}

function selects(
  selector: Extract<Requirement, { readonly of: unknown }>['of'][number],
  method: EvidenceMethod,
): boolean {
  if (typeof selector === 'string') return selector === method;
  const traits = method === 'webauthn' ? ['phishing-resistant'] : [];
  return (
    (selector.method?.includes(method) ?? true) &&
    (selector.trait ?? []).every((trait) => traits.includes(trait)) &&
    !(selector.not ?? []).some((trait) => traits.includes(trait))
  );
}
