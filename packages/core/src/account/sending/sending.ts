import type { Account, Change, SentCode } from '../account.ts';
import type { Factor, FactorData } from '../factors/factor.ts';
import type { Method } from '../factors/method.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** How often a code may be sent to one user. Parsed from the policy; durations in milliseconds. */
export interface SendLimits {
  readonly everyMs: number;
  readonly perHour: number;
  readonly perDay: number;
}

/**
 * What a code counts towards, each with all the limits: a set-up, a sign-in that showed no factor yet, and what follows a
 * factor. So whoever has the password alone, or begins set-ups, uses up nothing of a session that showed more.
 */
export type SendBudget = 'enrolment' | 'unproven' | 'proven';

export interface SendKind {
  readonly method: Method;
  readonly budget: SendBudget;
}

function budgetOf({ budget }: SentCode): SendBudget {
  return budget ?? 'unproven';
}

/** When the next code of this kind may be sent: now, if that is not in the future. */
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
    ...freeAfter(times, { span: HOUR_MS, most: limits.perHour }),
    ...freeAfter(times, { span: DAY_MS, most: limits.perDay }),
  );
}

/** Counts a code that is about to be sent: won before anything is paid for, so that of many requests at once one sends. */
export function takeSendSlot(account: Account, slot: SentCode): Change {
  const counted = (account.sends ?? []).filter(
    ({ at, unsent }) => slot.at < at + DAY_MS && unsent === undefined,
  );
  return { account: { ...account, sends: [...counted, slot] }, events: [] };
}

export function sendSlot({ method, budget }: SendKind, now: number): SentCode {
  return { method, at: now, ...(budget === 'unproven' ? {} : { budget }) };
}

/** Takes the count of a code back for which nothing was tried. `undefined` if it is not counted. */
export function returnSendSlot(account: Account, slot: SentCode): Change | undefined {
  return replaceSlot(account, slot, []);
}

/** The same for a code that could not be handed over. The next one still waits, so that a broken service is not flooded. */
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

/** A code was made, and is sent once this is committed. The one before it is dead from then on. */
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

/** The `most`-th latest must be a whole span ago. */
function freeAfter(
  times: readonly number[],
  { span, most }: { readonly span: number; readonly most: number },
): readonly number[] {
  const oldest = times.at(-most);
  return oldest === undefined ? [] : [oldest + span];
}
