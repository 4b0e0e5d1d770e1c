import type { AuditEvent } from '@factorkit/core';
import { isDone, isOpen, type RequestRecord } from '../history.ts';
import type { Throttle } from '../policy.ts';
import { isAccepted } from './acceptances.ts';
import { type Case, groupedBy, isOf, recordsOf, type Violation } from './case.ts';

/** What failures are counted for: a factor, an enrolment, or a user's backup codes. */
function targetOf({ userId, act }: RequestRecord): string | undefined {
  if (act.kind === 'code') return `factor ${act.factorId}`;
  if (act.kind === 'confirm') return `set-up ${act.factorId}`;
  return act.kind === 'backup-code' ? `backup codes of ${userId}` : undefined;
}

/** Whether this may have reset the count: a right answer, or for backup codes a new set. */
function mayClear(record: RequestRecord): boolean {
  if (isOf(record, 'code')) return (isAccepted(record) || isOpen(record)) && record.act.step !== undefined;
  if (isOf(record, 'backup-code')) return (isAccepted(record) || isOpen(record)) && record.act.issued;
  return false;
}

function mayIssue(record: RequestRecord): boolean {
  if (isOf(record, 'regenerate')) return isDone(record) || isOpen(record);
  return isOf(record, 'confirm') && (isDone(record, 'acknowledge') || isOpen(record));
}

/**
 * By the answers alone: each number of remaining attempts occurs once in a row. Between two answers with the same
 * number there is a right one (or, for backup codes, a new set), or one with an unknown result.
 */
export function rejectedOverLimit({ records }: Case): readonly Violation[] {
  const byUser = groupedBy(records, ({ userId }) => userId);
  return [...byUser.values()].flatMap((own) => {
    const issues = own.filter(mayIssue);
    return [...groupedBy(own, targetOf)].flatMap(([target, judged]) => {
      const clears = [...judged.filter(mayClear), ...(target.startsWith('backup') ? issues : [])];
      const rejected = judged.flatMap((record) =>
        record.answer.kind === 'rejected' ? [{ ...record, left: record.answer.attemptsLeft }] : [],
      );
      const same = groupedBy(rejected, ({ left }) => String(left));
      return [...same].flatMap(([left, alike]) =>
        crowded(alike, clears) ? [tooMany(alike, target, left)] : [],
      );
    });
  });
}

function tooMany(alike: readonly RequestRecord[], target: string, left: string): Violation {
  return {
    rule: 'over-limit',
    userId: alike[0]?.userId ?? '',
    what: `${target}: more answers that say ${left} left than there were new beginnings`,
  };
}

/** Whether some period has more of these than a count that is reset so often allows. */
function crowded(alike: readonly RequestRecord[], clears: readonly RequestRecord[]): boolean {
  return alike.some((first) =>
    alike.some((last) => {
      const within = alike.filter(
        ({ askedAt, answeredAt }) => askedAt >= first.askedAt && answeredAt <= last.answeredAt,
      ).length;
      const anew = clears.filter(
        ({ askedAt, answeredAt }) => answeredAt >= first.askedAt && askedAt <= last.answeredAt,
      ).length;
      return within > anew + 1;
    }),
  );
}

/** RFC 4226 §7.3: while locked nothing is verified, neither right nor wrong. */
export function judgedWhileLocked({ records }: Case): readonly Violation[] {
  const byUser = groupedBy(records, ({ userId }) => userId);
  return [...byUser.values()].flatMap((own) => {
    const issues = own.filter(mayIssue);
    return [...groupedBy(own, targetOf)].flatMap(([target, judged]) =>
      judged.flatMap((locked) => {
        if (locked.answer.kind !== 'locked') return [];
        const { retryAt } = locked.answer;
        const verdict = recordsOf(judged, 'code', 'confirm', 'backup-code').find(
          (record) =>
            (record.answer.kind === 'rejected' || isAccepted(record)) &&
            record.askedAt > locked.answeredAt &&
            record.answeredAt < retryAt &&
            !(target.startsWith('backup') && overlaps(issues, locked.askedAt, record.answeredAt)),
        );
        if (verdict === undefined) return [];
        const what = `${target}: judged by server ${verdict.server} though server ${locked.server} had said locked`;
        return [{ rule: 'while-locked' as const, userId: locked.userId, what }];
      }),
    );
  });
}

function overlaps(records: readonly RequestRecord[], from: number, to: number): boolean {
  return records.some(({ askedAt, answeredAt }) => answeredAt >= from && askedAt <= to);
}

interface Count {
  readonly failures: number;
  readonly lastAt: number;
}

const NONE: Count = { failures: 0, lastAt: 0 };

/**
 * By the trail: failures are counted one by one, and nothing is verified during a lock, whose length is calculated here
 * again.
 */
export function trailOverLimit({ trail, throttle }: Case): readonly Violation[] {
  const counts = new Map<string, Count>();
  return trail.flatMap((event) => {
    const step = verdictIn(event);
    if (step === undefined) return [];
    const { target, failures } = step;
    const { userId, at } = event;
    const before = counts.get(target) ?? NONE;
    counts.set(target, failures === 0 ? NONE : { failures, lastAt: at });
    if (step.anew) return [];
    const found: Violation[] = [];
    if (at < lockedUntil(before, throttle)) {
      found.push({ rule: 'while-locked', userId, what: `${target}: the trail has a verdict within a lock` });
    }
    if (failures > 0 && failures !== before.failures + 1) {
      const what = `${target}: failure ${failures} comes after failure ${before.failures} in the trail`;
      found.push({ rule: 'over-limit', userId, what });
    }
    if (before.failures >= throttle.cap) {
      found.push({
        rule: 'over-limit',
        userId,
        what: `${target}: a verdict after failure ${before.failures}`,
      });
    }
    return found;
  });
}

function lockedUntil({ failures, lastAt }: Count, { attempts, lockMs, maxLockMs }: Throttle): number {
  if (failures < attempts) return 0;
  return lastAt + Math.min(lockMs * 2 ** (failures - attempts), maxLockMs);
}

interface Step {
  readonly target: string;
  /** The number of consecutive failures; 0 after a right answer. */
  readonly failures: number;
  /** Not a verification: the count is reset for another reason. */
  readonly anew?: true;
}

function verdictIn(event: AuditEvent): Step | undefined {
  switch (event.type) {
    case 'factor.rejected':
      return { target: `factor ${event.factorId}`, failures: event.failures };
    case 'factor.accepted':
      return { target: `factor ${event.factorId}`, failures: 0 };
    case 'enrolment.rejected':
      return { target: `set-up ${event.factorId}`, failures: event.failures };
    case 'enrolment.proven':
      return { target: `set-up ${event.factorId}`, failures: 0 };
    case 'backup-code.rejected':
      return { target: `backup codes of ${event.userId}`, failures: event.failures };
    case 'backup-code.accepted':
      return { target: `backup codes of ${event.userId}`, failures: 0 };
    case 'backup-codes.issued':
      return { target: `backup codes of ${event.userId}`, failures: 0, anew: true };
    default:
      return undefined;
  }
}
