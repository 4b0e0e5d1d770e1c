import type { Evidence } from '../../account/factors/evidence.ts';
import type { FirstFactorMethod } from '../../account/factors/method.ts';
import { evaluate } from '../decide/evaluate.ts';
import { setUpLeadsIn } from '../lint/set-up.ts';
import type { Facts, Intent, Verdict } from '../requirements/decision.ts';
import { asEvidence, usableFactors } from '../requirements/usable.ts';
import type { Policy } from '../schema/policy.ts';

/** An account as a policy sees it. Nobody is signed in: there is no evidence. */
export interface SimulatedAccount {
  /** How it is called in the samples; nothing else is done with it. */
  readonly id: string;
  readonly facts: Omit<Facts, 'evidence'>;
}

export interface SimulationInput {
  readonly from: Policy;
  readonly to: Policy;
  /** Read one after the other, and never held: a cursor over millions will do. */
  readonly accounts: AsyncIterable<SimulatedAccount> | Iterable<SimulatedAccount>;
  /** Milliseconds since 1970. The moment for which both policies are asked, also in the future. */
  readonly now: number;
  /** How many ids of each kind are kept, the first ones. Defaults to 10. */
  readonly samples?: number;
  /** What the user signs in with. Defaults to `password`. */
  readonly firstFactor?: FirstFactorMethod;
}

export interface Group {
  readonly count: number;
  readonly samples: readonly string[];
}

/**
 * What a change of policy does to accounts. Each is put to both policies with a fresh first factor and nothing else:
 *
 * - let in: `allow`, or an enrolment that may still be put off;
 * - challenged: something that is enrolled, or a backup code, must be shown, and showing it leads on;
 * - made to enrol: also after all that can be shown, an enrolment stands between the user and the portal, and what
 *   this user may now enrol, as good as its methods get, leads in;
 * - locked out: everything else. Neither the factors nor a backup code nor a set-up leads in; only recovery by others.
 *
 * An account may be in several groups, but in `unchanged` only if in no other.
 */
export interface Simulation {
  readonly total: number;
  /** Made to enrol under `to`, and not under `from`. */
  readonly mustEnrol: Group;
  /** Asked to enrol under `to`, with grace left, and not asked under `from`. */
  readonly mayPutOff: Group;
  /** Challenged under `to`, and let in or made to enrol without a challenge under `from`. */
  readonly newlyChallenged: Group;
  /** Locked out under `to`, and not under `from`. */
  readonly lockedOut: Group;
  /** Challenged under both, and something that was enough under `from` is not any more. */
  readonly challengedForMore: Group;
  /** Loosened: challenged under `from`, and neither challenged nor locked out under `to`. */
  readonly noLongerChallenged: Group;
  /** Loosened: challenged under both, and something is enough under `to` that was not under `from`. */
  readonly challengedForLess: Group;
  /** Loosened: asked to enrol under `from`; under `to` not, or with grace where there was none, and not locked out. */
  readonly noLongerMustEnrol: Group;
  /** Loosened: locked out under `from`, and not under `to`. */
  readonly noLongerLockedOut: Group;
  /** After showing everything, may remove some factor under `to` and not under `from`. */
  readonly gainsRemoval: Group;
  /** After showing everything, could remove some factor under `from` and not under `to`. */
  readonly losesRemoval: Group;
  readonly unchanged: Group;
}

type Counted = {
  readonly [name in keyof Omit<Simulation, 'total'>]: { count: number; readonly samples: string[] };
};

type GroupName = keyof Counted;

function noneYet(): Counted {
  const none = (): Counted[GroupName] => ({ count: 0, samples: [] });
  return {
    mustEnrol: none(),
    mayPutOff: none(),
    newlyChallenged: none(),
    lockedOut: none(),
    challengedForMore: none(),
    noLongerChallenged: none(),
    challengedForLess: none(),
    noLongerMustEnrol: none(),
    noLongerLockedOut: none(),
    gainsRemoval: none(),
    losesRemoval: none(),
    unchanged: none(),
  };
}

/**
 * Counts what a change of policy would do to the accounts there are, before it is made.
 *
 * @throws What `accounts` throws, untouched.
 * @example
 * ```ts
 * import { presetS0, presetS1, simulate } from '@factorkit/core/policy';
 *
 * const accounts = [{ id: 'u1', facts: { user: { accountName: 'anna' }, factors: [], backupCodesLeft: 0 } }];
 * const { mustEnrol } = await simulate({ from: presetS1, to: presetS0, accounts, now: Date.now() });
 * mustEnrol; // { count: 1, samples: ['u1'] }
 * ```
 */
export async function simulate(input: SimulationInput): Promise<Simulation> {
  const { from, to, accounts, now, samples = 10, firstFactor = 'password' } = input;
  const groups = noneYet();
  let total = 0;
  for await (const { id, facts } of accounts) {
    total += 1;
    const standing = (policy: Policy): Standing => standingOf({ policy, facts, now, firstFactor });
    for (const name of groupsOf(standing(from), standing(to))) {
      const group = groups[name];
      group.count += 1;
      if (group.samples.length < samples) group.samples.push(id);
    }
  }
  return { total, ...groups };
}

/** Where an account stands under one policy. */
interface Standing {
  readonly challenged: boolean;
  readonly enrolment: 'none' | 'may-put-off' | 'must';
  readonly lockedOut: boolean;
  /** The factors, by id, each of which is enough by itself; and whether a backup code is. */
  readonly enough: ReadonlySet<string>;
  /** The factors, by id, that may be removed. */
  readonly removable: ReadonlySet<string>;
}

interface Account {
  readonly policy: Policy;
  readonly facts: SimulatedAccount['facts'];
  readonly now: number;
  readonly firstFactor: FirstFactorMethod;
}

const LOCKED_OUT = { enrolment: 'none', lockedOut: true } as const;

function standingOf(account: Account): Standing {
  const { policy, facts, now, firstFactor } = account;
  const first: readonly Evidence[] = [{ method: firstFactor, at: now, traits: [] }];
  const shown = asEvidence(usableFactors(policy, facts.factors, now), now);
  const all = [...first, ...shown];
  const code: readonly Evidence[] =
    facts.backupCodesLeft > 0 ? [{ method: 'backup-code', at: now, traits: [] }] : [];

  const opening = ask(account, { kind: 'sign-in' }, first);
  const enough = new Set<string>();
  const removable = new Set<string>();
  for (const piece of [...shown, ...code]) {
    const { outcome } = ask(account, { kind: 'sign-in' }, [...first, piece]);
    if (outcome === 'allow') enough.add(piece.factorId ?? piece.method);
  }
  for (const { id } of facts.factors) {
    const { outcome } = ask(account, { kind: 'remove', factorId: id }, all);
    if (outcome === 'allow') removable.add(id);
  }
  const asked = opening.outcome === 'challenge';
  const shows = asked ? all : first;
  let way = wayIn(account, asked ? ask(account, { kind: 'sign-in' }, all) : opening, shows);
  let challenged = asked && !way.lockedOut;
  // What is enrolled comes first: a backup code is for whom that does not help.
  if (way.lockedOut && code.length > 0) {
    const rescued = [...first, ...code];
    const granted = { ...account, facts: { ...facts, grant: { via: 'backup-code' } as const } };
    way = wayIn(granted, ask(granted, { kind: 'sign-in' }, rescued), rescued);
    challenged = !way.lockedOut;
  }
  return { ...way, challenged, enough, removable };
}

function wayIn(
  account: Account,
  verdict: Verdict,
  evidence: readonly Evidence[],
): Pick<Standing, 'enrolment' | 'lockedOut'> {
  if (verdict.outcome === 'allow') return { enrolment: 'none', lockedOut: false };
  if (verdict.outcome !== 'enrol') return LOCKED_OUT;
  if (verdict.grace !== undefined) return { enrolment: 'may-put-off', lockedOut: false };
  return setUpLeadsIn(account.policy, { ...account.facts, evidence }, account.now)
    ? { enrolment: 'must', lockedOut: false }
    : LOCKED_OUT;
}

function ask({ policy, facts, now }: Account, intent: Intent, evidence: readonly Evidence[]): Verdict {
  return evaluate(policy, { ...facts, evidence }, intent, now);
}

const BURDENS: readonly Standing['enrolment'][] = ['none', 'may-put-off', 'must'];

function groupsOf(before: Standing, after: Standing): readonly GroupName[] {
  const groups: GroupName[] = [];
  const both = before.challenged && after.challenged;
  if (after.enrolment === 'must' && before.enrolment !== 'must') groups.push('mustEnrol');
  if (after.enrolment === 'may-put-off' && before.enrolment === 'none') groups.push('mayPutOff');
  if (after.challenged && !before.challenged && !before.lockedOut) groups.push('newlyChallenged');
  if (after.lockedOut && !before.lockedOut) groups.push('lockedOut');
  if (both && !isWithin(before.enough, after.enough)) groups.push('challengedForMore');
  if (before.challenged && !after.challenged && !after.lockedOut) groups.push('noLongerChallenged');
  if (both && !isWithin(after.enough, before.enough)) groups.push('challengedForLess');
  if (!after.lockedOut && BURDENS.indexOf(after.enrolment) < BURDENS.indexOf(before.enrolment)) {
    groups.push('noLongerMustEnrol');
  }
  if (before.lockedOut && !after.lockedOut) groups.push('noLongerLockedOut');
  if (!isWithin(after.removable, before.removable)) groups.push('gainsRemoval');
  if (!isWithin(before.removable, after.removable)) groups.push('losesRemoval');
  return groups.length === 0 ? ['unchanged'] : groups;
}

function isWithin(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((id) => whole.has(id));
}
