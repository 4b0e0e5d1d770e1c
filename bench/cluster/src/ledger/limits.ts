import type { AuditEvent } from '@factorkit/core';
import { type Deed, isDone, isOpen } from '../history.ts';
import type { Throttle } from '../policy.ts';
import { isAccepted } from './acceptances.ts';
import { type Case, deedsOf, groupedBy, isOf, type Violation } from './case.ts';

/** What failures are counted on: a factor, a set-up, or a user's backup codes. */
function targetOf({ userId, act }: Deed): string | undefined {
  if (act.kind === 'code') return `factor ${act.factorId}`;
  if (act.kind === 'confirm') return `set-up ${act.factorId}`;
  return act.kind === 'backup-code' ? `backup codes of ${userId}` : undefined;
}

/** Whether this may have cleared the count of what it is about: a right answer, or for backup codes a new set. */
function mayClear(deed: Deed): boolean {
  if (isOf(deed, 'code')) return (isAccepted(deed) || isOpen(deed)) && deed.act.step !== undefined;
  if (isOf(deed, 'backup-code')) return (isAccepted(deed) || isOpen(deed)) && deed.act.issued;
  return false;
}

function mayIssue(deed: Deed): boolean {
  if (isOf(deed, 'regenerate')) return isDone(deed) || isOpen(deed);
  return isOf(deed, 'confirm') && (isDone(deed, 'acknowledge') || isOpen(deed));
}

/**
 * By the answers alone: so many attempts are left only once in a row. Two answers that say the same number have a right
 * one (or, for backup codes, a new set) between them, or one whose fate nobody knows.
 */
export function rejectedOverLimit({ deeds }: Case): readonly Violation[] {
  const byUser = groupedBy(deeds, ({ userId }) => userId);
  return [...byUser.values()].flatMap((own) => {
    const issues = own.filter(mayIssue);
    return [...groupedBy(own, targetOf)].flatMap(([target, judged]) => {
      const clears = [...judged.filter(mayClear), ...(target.startsWith('backup') ? issues : [])];
      const rejected = judged.flatMap((deed) =>
        deed.answer.kind === 'rejected' ? [{ ...deed, left: deed.answer.attemptsLeft }] : [],
      );
      const same = groupedBy(rejected, ({ left }) => String(left));
      return [...same].flatMap(([left, alike]) =>
        crowded(alike, clears) ? [tooMany(alike, target, left)] : [],
      );
    });
  });
}

function tooMany(alike: readonly Deed[], target: string, left: string): Violation {
  return {
    rule: 'over-limit',
    userId: alike[0]?.userId ?? '',
    what: `${target}: more answers that say ${left} left than there were new beginnings`,
  };
}

/** Whether in some stretch of time there are more of these than a count that starts again so often could give. */
function crowded(alike: readonly Deed[], clears: readonly Deed[]): boolean {
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

/** RFC 4226 §7.3: while locked nothing is judged, neither right nor wrong. */
export function judgedWhileLocked({ deeds }: Case): readonly Violation[] {
  const byUser = groupedBy(deeds, ({ userId }) => userId);
  return [...byUser.values()].flatMap((own) => {
    const issues = own.filter(mayIssue);
    return [...groupedBy(own, targetOf)].flatMap(([target, judged]) =>
      judged.flatMap((locked) => {
        if (locked.answer.kind !== 'locked') return [];
        const { retryAt } = locked.answer;
        const verdict = deedsOf(judged, 'code', 'confirm', 'backup-code').find(
          (deed) =>
            (deed.answer.kind === 'rejected' || isAccepted(deed)) &&
            deed.askedAt > locked.answeredAt &&
            deed.answeredAt < retryAt &&
            !(target.startsWith('backup') && overlaps(issues, locked.askedAt, deed.answeredAt)),
        );
        if (verdict === undefined) return [];
        const what = `${target}: judged by server ${verdict.server} though server ${locked.server} had said locked`;
        return [{ rule: 'while-locked' as const, userId: locked.userId, what }];
      }),
    );
  });
}

function overlaps(deeds: readonly Deed[], from: number, to: number): boolean {
  return deeds.some(({ askedAt, answeredAt }) => answeredAt >= from && askedAt <= to);
}

interface Count {
  readonly failures: number;
  readonly lastAt: number;
}

const NONE: Count = { failures: 0, lastAt: 0 };

/** By the trail: failures are counted one by one, and no verdict falls into a lock, whose length is worked out here again. */
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
  /** So many in a row by now; 0 after a right answer. */
  readonly failures: number;
  /** Not a verdict: the count starts again for another reason. */
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
