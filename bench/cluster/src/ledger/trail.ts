import type { AuditEvent } from '@factorkit/core';
import { isDone, isOpen, type RequestRecord } from '../history.ts';
import { isAccepted } from './acceptances.ts';
import { type Case, groupedBy, recordsOf, type Violation } from './case.ts';
import { livesOf } from './lives.ts';

/** How often one kind of event occurs in the trail, and how often it must and may occur by the answers. */
interface Account {
  readonly name: string;
  readonly told: readonly string[];
  readonly sure: readonly string[];
  /** Answers that are missing, or that leave two possibilities. */
  readonly perhaps: readonly string[];
}

/**
 * The trail contains every answer once, and otherwise only what a missing answer may explain.
 */
export function trailDisagrees(history: Case): readonly Violation[] {
  return [...accountsOf(history).flatMap(settle), ...repeatedEvents(history), ...otherEnd(history)];
}

function settle({ name, told, sure, perhaps }: Account): readonly Violation[] {
  const counts = [told, sure, perhaps].map(tally);
  const [inTrail, answered, open] = counts;
  return [...new Set([...told, ...sure])].flatMap((key) => {
    const [events, least] = [inTrail?.get(key) ?? 0, answered?.get(key) ?? 0];
    const most = least + (open?.get(key) ?? 0);
    if (events >= least && events <= most) return [];
    const userId = key.split(' ')[0] ?? '';
    const what = `${name} of ${key}: ${events} in the trail, ${least} to ${most} by the answers`;
    return [{ rule: 'trail-disagrees' as const, userId, what }];
  });
}

function tally(keys: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...groupedBy(keys, (key) => key)].map(([key, same]) => [key, same.length]));
}

function accountsOf({ records, trail }: Case): readonly Account[] {
  const codes = recordsOf(records, 'code');
  const confirms = recordsOf(records, 'confirm');
  const backups = recordsOf(records, 'backup-code');
  const issues = [
    ...recordsOf(records, 'regenerate'),
    ...confirms.filter((record) => isDone(record, 'acknowledge') || isOpen(record)),
  ];
  const lives = [...livesOf(records).values()];
  const ofFactor = ({ userId, act }: { userId: string; act: { factorId: string } }): string =>
    `${userId} ${act.factorId}`;
  const ofUser = ({ userId }: { userId: string }): string => userId;
  const ofLife = ({ userId, factorId }: { userId: string; factorId: string }): string =>
    `${userId} ${factorId}`;
  return [
    {
      name: 'codes accepted',
      told: keysIn(trail, 'factor.accepted'),
      sure: codes.filter(isAccepted).map(ofFactor),
      perhaps: codes.filter((record) => isOpen(record) && record.act.step !== undefined).map(ofFactor),
    },
    {
      name: 'codes rejected',
      told: keysIn(trail, 'factor.rejected'),
      sure: codes.filter(isRejected).map(ofFactor),
      perhaps: codes.filter(mayBeRejected).map(ofFactor),
    },
    {
      name: 'proofs rejected',
      told: keysIn(trail, 'enrolment.rejected'),
      sure: confirms.filter(isRejected).map(ofFactor),
      perhaps: confirms.filter(mayBeRejected).map(ofFactor),
    },
    {
      name: 'backup codes accepted',
      told: keysIn(trail, 'backup-code.accepted'),
      sure: backups.filter(isAccepted).map(ofUser),
      perhaps: backups.filter((record) => isOpen(record) && record.act.issued).map(ofUser),
    },
    {
      name: 'backup codes rejected',
      told: keysIn(trail, 'backup-code.rejected'),
      sure: backups.filter(isRejected).map(ofUser),
      perhaps: backups.filter(mayBeRejected).map(ofUser),
    },
    {
      name: 'sets of backup codes issued',
      told: setsIn(trail),
      sure: issues.filter((record) => isDone(record)).map(ofUser),
      perhaps: issues.filter(isOpen).map(ofUser),
    },
    {
      name: 'activated factors',
      told: keysIn(trail, 'factor.activated'),
      sure: lives.filter(({ enrolled }) => enrolled).map(ofLife),
      perhaps: lives.filter(({ enrolled, perhapsEnrolled }) => perhapsEnrolled && !enrolled).map(ofLife),
    },
    {
      name: 'factors removed',
      told: keysIn(trail, 'factor.removed'),
      sure: lives.filter(({ removed }) => removed).map(ofLife),
      perhaps: lives.filter(({ removed, perhapsRemoved }) => perhapsRemoved && !removed).map(ofLife),
    },
  ];
}

function isRejected({ answer }: RequestRecord): boolean {
  return answer.kind === 'rejected';
}

/** The wrong answer that causes `locked` or `suspended` gets it too, like those after it. */
function mayBeRejected(record: RequestRecord): boolean {
  const { answer } = record;
  return (
    answer.kind === 'locked' || (answer.kind === 'refused' && answer.code === 'suspended') || isOpen(record)
  );
}

function keysIn(trail: readonly AuditEvent[], type: AuditEvent['type']): readonly string[] {
  return trail
    .filter((event) => event.type === type)
    .map((event) => ('factorId' in event ? `${event.userId} ${event.factorId}` : event.userId));
}

/**
 * The user of each set of backup codes. A set that waits for its acknowledgement is offered first and issued with it.
 */
function setsIn(trail: readonly AuditEvent[]): readonly string[] {
  const sets = trail.flatMap((event) =>
    event.type === 'backup-codes.offered' || event.type === 'backup-codes.issued' ? [event] : [],
  );
  return [...new Map(sets.map(({ setId, userId }) => [setId, userId])).values()];
}

/** No change is recorded twice. */
function repeatedEvents({ trail }: Case): readonly Violation[] {
  return [...groupedBy(trail, ({ id }) => id).values()].flatMap((same) =>
    same.slice(1).map(({ userId, type, id }) => ({
      rule: 'trail-disagrees' as const,
      userId,
      what: `event ${id} (${type}) is in the trail twice`,
    })),
  );
}

/** The factors at the end are those that the trail activated and did not remove. */
function otherEnd({ trail, endings }: Case): readonly Violation[] {
  const byUser = groupedBy(trail, ({ userId }) => userId);
  return endings.flatMap(({ userId, server, factors }) => {
    const there = new Set<string>();
    for (const event of byUser.get(userId) ?? []) {
      if (event.type === 'factor.activated') there.add(event.factorId);
      if (event.type === 'factor.removed') there.delete(event.factorId);
    }
    if ([...there].toSorted().join() === factors.toSorted().join()) return [];
    const what = `by the trail there are ${there.size} factors, by server ${server} ${factors.length} or others`;
    return [{ rule: 'trail-disagrees' as const, userId, what }];
  });
}
