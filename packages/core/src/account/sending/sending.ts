import { LONGEST_CODE_MS, MOST_CODES_SENT } from '../../code-lifetime.ts';
import type { Account, Change, SentCode } from '../account.ts';
import type { Factor, FactorData } from '../factors/factor.ts';
import type { Method } from '../factors/method.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** How often a code may be sent to one user, from the policy. Durations in milliseconds. */
export interface SendLimits {
  readonly everyMs: number;
  readonly perHour: number;
  readonly perDay: number;
}

/**
 * The budget that a code counts towards; each has all the limits: a set-up, a sign-in with only a first factor, and
 * requests after a proved factor or from a browser in which one was proved. So an attacker with only the password, or
 * one who starts set-ups, uses up nothing of the owner's browser or session.
 */
export type SendBudget = 'enrolment' | 'unproven' | 'proven';

export interface SendKind {
  readonly method: Method;
  readonly budget: SendBudget;
}

function budgetOf({ budget }: SentCode): SendBudget {
  return budget ?? 'unproven';
}

/** When the next code of this kind may be sent. `now` if at once. */
export function nextSendAt(
  { sends = [] }: Account,
  { method, budget }: SendKind,
  limits: SendLimits,
  now: number,
): number {
  const tried = sends.filter((sent) => sent.method === method && budgetOf(sent) === budget);
  const times = tried.filter(({ unsent }) => unsent === undefined).map(({ at }) => at);
  return Math.max(
    now,
    ...tried.slice(-1).map(({ at }) => at + limits.everyMs),
    ...freeAfter(times, { span: LONGEST_CODE_MS, most: MOST_CODES_SENT }),
    ...freeAfter(times, { span: HOUR_MS, most: limits.perHour }),
    ...freeAfter(times, { span: DAY_MS, most: limits.perDay }),
  );
}

/** Counts a code before it is paid for, so that only one of many concurrent requests sends. */
export function takeSendSlot(account: Account, slot: SentCode): Change {
  const counted = (account.sends ?? []).filter(
    ({ at, unsent }) => slot.at < at + DAY_MS && unsent === undefined,
  );
  return { account: { ...account, sends: [...counted, slot] }, events: [] };
}

export function sendSlot({ method, budget }: SendKind, now: number): SentCode {
  return { method, at: now, ...(budget === 'unproven' ? {} : { budget }) };
}

/** Removes the count of a code that was not tried. `undefined` if it is not counted. */
export function returnSendSlot(account: Account, slot: SentCode): Change | undefined {
  return replaceSlot(account, slot, []);
}

/**
 * The same for a code that could not be handed over. The next one must still wait, so that a broken service is not
 * flooded.
 */
export function markUnsent(account: Account, slot: SentCode): Change | undefined {
  return replaceSlot(account, slot, [{ ...slot, unsent: true }]);
}

function replaceSlot(account: Account, slot: SentCode, by: readonly SentCode[]): Change | undefined {
  const { sends = [] } = account;
  const index = sends.findLastIndex(
    (sent) => sent.method === slot.method && sent.at === slot.at && budgetOf(sent) === budgetOf(slot),
  );
  if (index === -1) return undefined;
  return { account: { ...account, sends: sends.toSpliced(index, 1, ...by) }, events: [] };
}

/** Records a code that is sent after this commit. */
export function recordSend(
  account: Account,
  {
    factor,
    data,
    deliveryId,
  }: { readonly factor: Factor; readonly data: FactorData; readonly deliveryId: string },
): Change {
  const { id: factorId, method } = factor;
  return {
    account: {
      ...account,
      factors: account.factors.map((other) => (other.id === factorId ? { ...other, data } : other)),
    },
    events: [{ type: 'code.sent', factorId, method, deliveryId }],
  };
}

/** The `most`-th latest must be at least `span` ago. */
function freeAfter(
  times: readonly number[],
  { span, most }: { readonly span: number; readonly most: number },
): readonly number[] {
  const oldest = times.at(-most);
  return oldest === undefined ? [] : [oldest + span];
}
