import type { Account, Change } from './account.ts';
import type { Factor, FactorData } from './factor.ts';
import type { Method } from './method.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** How often a code may be sent to one user. Parsed from the policy; durations in milliseconds. */
export interface SendLimits {
  readonly everyMs: number;
  readonly perHour: number;
  readonly perDay: number;
}

/** When the next code of this method may be sent: now, if that is not in the future. */
export function nextSendAt({ sends = [] }: Account, method: Method, limits: SendLimits, now: number): number {
  const times = sends.filter((sent) => sent.method === method).map(({ at }) => at);
  return Math.max(
    now,
    ...times.slice(-1).map((at) => at + limits.everyMs),
    ...freeAfter(times, { span: HOUR_MS, most: limits.perHour }),
    ...freeAfter(times, { span: DAY_MS, most: limits.perDay }),
  );
}

/** A code was made, and is sent once this is committed. It is counted before, so that no failure makes it free. */
export function recordSend(
  account: Account,
  {
    factor,
    data,
    deliveryId,
    now,
  }: {
    readonly factor: Factor;
    readonly data: FactorData;
    readonly deliveryId: string;
    readonly now: number;
  },
): Change {
  const { id: factorId, method } = factor;
  const recent = (account.sends ?? []).filter(({ at }) => now < at + DAY_MS);
  return {
    account: {
      ...account,
      factors: account.factors.map((other) => (other.id === factorId ? { ...other, data } : other)),
      sends: [...recent, { method, at: now }],
    },
    happened: [{ type: 'code.sent', factorId, method, deliveryId }],
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
