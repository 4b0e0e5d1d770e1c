import type { Evidence } from '../../account/factors/evidence.ts';
import type { FirstFactorMethod } from '../../account/factors/method.ts';
import { evaluate } from '../decide/evaluate.ts';
import { setUpLeadsIn } from '../lint/set-up.ts';
import type { DecisionOutcome, Facts, Intent } from '../requirements/decision.ts';
import { asEvidence, usableFactors } from '../requirements/usable.ts';
import type { Policy } from '../schema/policy.ts';

/** An account, as a policy sees it. Without evidence, because nobody is signed in. @inline */
export type SimulatedAccount = {
  /** The id in the samples. Used for nothing else. */
  readonly id: string;
  readonly facts: Omit<Facts, 'evidence'>;
};

/** @inline */
export type SimulationInput = {
  readonly from: Policy;
  readonly to: Policy;
  /** Read one after the other and never kept, so a cursor over millions is possible. */
  readonly accounts: AsyncIterable<SimulatedAccount> | Iterable<SimulatedAccount>;
  /** The time for both policies, in milliseconds since 1970. May be in the future. */
  readonly now: number;
  /**
   * How many ids are kept for each group.
   *
   * @defaultValue `10`
   */
  readonly samples?: number;
  /**
   * The user's first factor.
   *
   * @defaultValue `password`
   */
  readonly firstFactor?: FirstFactorMethod;
};

/** @inline */
export type Group = {
  readonly count: number;
  readonly samples: readonly string[];
};

/**
 * The effect of a policy change on accounts. Each account is evaluated under both policies with a fresh first factor
 * only:
 *
 * - signed in: `allow`, or an enrolment that may be postponed;
 * - challenged: an enrolled factor or a backup code must be proved, and proving it leads to a sign-in;
 * - must enrol: after all possible proof, an enrolment is still required, and what this user may now enrol, with the
 *   strongest traits of its methods, leads to a sign-in;
 * - locked out: everything else. No factor, backup code or set-up leads to a sign-in, only recovery by staff.
 *
 * An account may be in several groups, but in `unchanged` only if it is in no other.
 */
export interface Simulation {
  readonly total: number;
  /** Must enrol under `to`, but not under `from`. */
  readonly mustEnrol: Group;
  /** Asked to enrol under `to`, with grace left, but not asked under `from`. */
  readonly mayPutOff: Group;
  /** Challenged under `to`, but signed in or made to enrol without a challenge under `from`. */
  readonly newlyChallenged: Group;
  /** Locked out under `to`, but not under `from`. */
  readonly lockedOut: Group;
  /** Challenged under both, and some proof that was enough under `from` is not enough under `to`. */
  readonly challengedForMore: Group;
  /** Loosened: challenged under `from`, but neither challenged nor locked out under `to`. */
  readonly noLongerChallenged: Group;
  /** Loosened: challenged under both, and some proof is enough under `to` that was not under `from`. */
  readonly challengedForLess: Group;
  /**
   * Loosened: asked to enrol under `from`, but under `to` not asked, or with grace where there was none, and not locked
   * out.
   */
  readonly noLongerMustEnrol: Group;
  /** Loosened: locked out under `from`, but not under `to`. */
  readonly noLongerLockedOut: Group;
  /** With all possible proof, can remove some factor under `to`, but not under `from`. */
  readonly gainsRemoval: Group;
  /** With all possible proof, could remove some factor under `from`, but not under `to`. */
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
 * Counts the effect of a policy change on existing accounts before you make it.
 *
 * @throws the errors of `accounts`, unchanged.
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
    const stateUnder = (policy: Policy): AccountState => stateOf({ policy, facts, now, firstFactor });
    for (const name of groupsOf(stateUnder(from), stateUnder(to))) {
      const group = groups[name];
      group.count += 1;
      if (group.samples.length < samples) group.samples.push(id);
    }
  }
  return { total, ...groups };
}

/** The state of an account under one policy. */
interface AccountState {
  readonly challenged: boolean;
  readonly enrolment: 'none' | 'may-put-off' | 'must';
  readonly lockedOut: boolean;
  /** The ids of the factors that are enough alone, and `backup-code` if it is. */
  readonly enough: ReadonlySet<string>;
  /** The ids of the factors that may be removed. */
  readonly removable: ReadonlySet<string>;
}

interface Account {
  readonly policy: Policy;
  readonly facts: SimulatedAccount['facts'];
  readonly now: number;
  readonly firstFactor: FirstFactorMethod;
}

const LOCKED_OUT = { enrolment: 'none', lockedOut: true } as const;

function stateOf(account: Account): AccountState {
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
  // Enrolled factors come first. A backup code is used only if they do not help.
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
  decision: DecisionOutcome,
  evidence: readonly Evidence[],
): Pick<AccountState, 'enrolment' | 'lockedOut'> {
  if (decision.outcome === 'allow') return { enrolment: 'none', lockedOut: false };
  if (decision.outcome !== 'enrol') return LOCKED_OUT;
  if (decision.grace !== undefined) return { enrolment: 'may-put-off', lockedOut: false };
  return setUpLeadsIn(account.policy, { ...account.facts, evidence }, account.now)
    ? { enrolment: 'must', lockedOut: false }
    : LOCKED_OUT;
}

function ask(
  { policy, facts, now }: Account,
  intent: Intent,
  evidence: readonly Evidence[],
): DecisionOutcome {
  return evaluate(policy, { ...facts, evidence }, intent, now);
}

const BURDENS: readonly AccountState['enrolment'][] = ['none', 'may-put-off', 'must'];

function groupsOf(before: AccountState, after: AccountState): readonly GroupName[] {
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
