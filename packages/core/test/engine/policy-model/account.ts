import type { ModelCodes, ModelEvidence, ModelFactor, ModelMethod, ModelPolicy } from './judge.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export interface ModelPending {
  readonly id: string;
  readonly method: ModelMethod;
  readonly replaces: string | undefined;
  readonly epoch: number;
  until: number;
  proven: boolean;
  failures: number;
  failedAt: number;
  used: number;
}

/** What is kept of one user. */
export interface ModelAccount {
  factors: ModelFactor[];
  pending: ModelPending[];
  codes: ModelCodes | undefined;
  /** Wrong codes of all factors together. */
  wrong: WrongCodes;
  /** Shown, and not active before they are acknowledged. */
  waiting: { readonly codes: readonly string[]; readonly at: number } | undefined;
  primary: string | undefined;
  putOff: number;
  /** Sign-ins that stopped at the second factor, and when the user was told of them. */
  unfinished: number;
  toldAt: number | undefined;
  /** Goes up with every change of what signs in: what was begun before it is over. */
  epoch: number;
}

export interface ModelToken {
  readonly kind: 'challenge' | 'enrol';
  readonly goal: Goal;
  readonly evidence: readonly ModelEvidence[];
  readonly epoch: number;
  readonly until: number;
  spent: boolean;
}

export type Goal = 'sign-in' | 'pay' | 'manage' | { readonly remove: string };

export function newModelAccount(): ModelAccount {
  return {
    factors: [],
    pending: [],
    codes: undefined,
    wrong: { failures: 0, failedAt: 0, of: new Set() },
    waiting: undefined,
    primary: undefined,
    putOff: 0,
    unfinished: 0,
    toldAt: undefined,
    epoch: 0,
  };
}

export interface WrongCodes extends Failing {
  readonly of: Set<string>;
}

export interface Failing {
  failures: number;
  failedAt: number;
}

/** So many wrong answers and it waits, each more and it waits twice as long; at the cap it is over. */
export function lockOf(
  { throttle }: ModelPolicy,
  { failures, failedAt }: Readonly<Failing>,
  now: number,
): string | undefined {
  if (failures >= throttle.cap) return 'suspended';
  const until = waitOf(throttle.attempts, { failures, failedAt });
  return now < until ? `locked until ${until}` : undefined;
}

function waitOf(attempts: number, { failures, failedAt }: Readonly<Failing>): number {
  return failures < attempts ? 0 : failedAt + Math.min(MINUTE * 2 ** (failures - attempts), 4 * MINUTE);
}

/** A code waits for its factor and, once more than one was guessed at, for all codes together. */
export function codeLockOf(
  { throttle }: ModelPolicy,
  own: Readonly<Failing>,
  wrong: Readonly<WrongCodes>,
  now: number,
): string | undefined {
  if (own.failures >= throttle.cap) return 'suspended';
  const together = wrong.of.size > 1 ? waitOf(throttle.attempts, wrong) : 0;
  const until = Math.max(waitOf(throttle.attempts, own), together);
  return now < until ? `locked until ${until}` : undefined;
}

export function failCode(
  policy: ModelPolicy,
  own: Failing & { readonly id: string },
  wrong: WrongCodes,
  now: number,
): string {
  for (const what of [own, wrong]) {
    what.failures += 1;
    what.failedAt = now;
  }
  wrong.of.add(own.id);
  const { attempts, cap } = policy.throttle;
  const together = wrong.of.size > 1 ? attempts - wrong.failures : attempts;
  const left = Math.min(attempts - own.failures, cap - own.failures, together);
  return codeLockOf(policy, own, wrong, now) ?? `rejected, ${left} left`;
}

export function fail(policy: ModelPolicy, what: Failing, now: number): string {
  what.failures += 1;
  what.failedAt = now;
  const { attempts, cap } = policy.throttle;
  return lockOf(policy, what, now) ?? `rejected, ${Math.min(attempts, cap) - what.failures} left`;
}

/** What nobody finished in time goes with the next change. */
export function forgetOld(account: ModelAccount, now: number): void {
  account.pending = account.pending.filter(({ until }) => now < until);
  if (account.waiting !== undefined && now >= account.waiting.at + DAY) account.waiting = undefined;
}

/** A challenge is counted until the user was told, and then not for a day. A count is a change. */
export function challenge(account: ModelAccount, now: number): void {
  if (account.toldAt !== undefined && now < account.toldAt + DAY) return;
  account.unfinished = account.toldAt === undefined ? account.unfinished + 1 : 1;
  account.toldAt = account.unfinished < 5 ? undefined : now;
  forgetOld(account, now);
}

export function finish(account: ModelAccount, now: number): void {
  account.unfinished = 0;
  if (account.toldAt !== undefined && now >= account.toldAt + DAY) account.toldAt = undefined;
}

/** Active: what it replaces is removed, and so is every other set-up. */
export function activate(account: ModelAccount, { id, method, replaces, used }: ModelPending): void {
  const kept = account.factors.filter((factor) => factor.id !== replaces);
  account.factors = [...kept, { id, method, suspended: false, failures: 0, failedAt: 0, used }];
  if (account.primary === undefined || account.primary === replaces) account.primary = id;
  account.pending = [];
  account.epoch += 1;
}

/** The primary gives way to the one that was enrolled first; the last one takes the codes with it. */
export function drop(account: ModelAccount, id: string): void {
  account.factors = account.factors.filter((factor) => factor.id !== id);
  account.pending = [];
  account.epoch += 1;
  if (account.factors.length === 0) {
    account.codes = undefined;
    account.waiting = undefined;
  }
  if (account.primary === id) account.primary = account.factors.find(({ suspended }) => !suspended)?.id;
}

export function issue(account: ModelAccount, fresh: readonly string[]): void {
  const { codes } = account;
  const gone = codes === undefined ? [] : [...codes.gone, ...codes.left];
  account.codes = { left: [...fresh], gone, used: [], failures: 0, failedAt: 0, acknowledged: false };
}

export function trouble(token: ModelToken, account: ModelAccount, now: number): string | undefined {
  if (now >= token.until) return 'refused expired';
  if (token.spent) return 'refused used';
  return token.epoch === account.epoch ? undefined : 'refused superseded';
}
