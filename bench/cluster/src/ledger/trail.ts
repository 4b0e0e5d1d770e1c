import type { AuditEvent } from '@factorkit/core';
import { type Deed, isDone, isOpen } from '../history.ts';
import { isAccepted } from './acceptances.ts';
import { type Case, deedsOf, groupedBy, type Violation } from './case.ts';
import { livesOf } from './lives.ts';

/** For one kind of event, how often it stands in the trail, and how often it must and may by the answers. */
interface Account {
  readonly name: string;
  readonly told: readonly string[];
  readonly sure: readonly string[];
  /** Answers that are missing, or that do not say which of two things happened. */
  readonly perhaps: readonly string[];
}

/**
 * The trail tells of everything that was answered, once, and of nothing else but what may stand behind a missing answer.
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

function accountsOf({ deeds, trail }: Case): readonly Account[] {
  const codes = deedsOf(deeds, 'code');
  const confirms = deedsOf(deeds, 'confirm');
  const backups = deedsOf(deeds, 'backup-code');
  const issues = [
    ...deedsOf(deeds, 'regenerate'),
    ...confirms.filter((deed) => isDone(deed, 'acknowledge') || isOpen(deed)),
  ];
  const lives = [...livesOf(deeds).values()];
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
      perhaps: codes.filter((deed) => isOpen(deed) && deed.act.step !== undefined).map(ofFactor),
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
      perhaps: backups.filter((deed) => isOpen(deed) && deed.act.issued).map(ofUser),
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
      sure: issues.filter((deed) => isDone(deed)).map(ofUser),
      perhaps: issues.filter(isOpen).map(ofUser),
    },
    {
      name: 'factors put in force',
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

function isRejected({ answer }: Deed): boolean {
  return answer.kind === 'rejected';
}

/** `locked` and `suspended` are told to the wrong answer that brought it about, and to those after it. */
function mayBeRejected(deed: Deed): boolean {
  const { answer } = deed;
  return (
    answer.kind === 'locked' || (answer.kind === 'refused' && answer.code === 'suspended') || isOpen(deed)
  );
}

function keysIn(trail: readonly AuditEvent[], type: AuditEvent['type']): readonly string[] {
  return trail
    .filter((event) => event.type === type)
    .map((event) => ('factorId' in event ? `${event.userId} ${event.factorId}` : event.userId));
}

/** The user of each set of backup codes. One that waits for its acknowledgement is offered first and issued with it. */
function setsIn(trail: readonly AuditEvent[]): readonly string[] {
  const sets = trail.flatMap((event) =>
    event.type === 'backup-codes.offered' || event.type === 'backup-codes.issued' ? [event] : [],
  );
  return [...new Map(sets.map(({ setId, userId }) => [setId, userId])).values()];
}

/** No change is written down twice. */
function repeatedEvents({ trail }: Case): readonly Violation[] {
  return [...groupedBy(trail, ({ id }) => id).values()].flatMap((same) =>
    same.slice(1).map(({ userId, type, id }) => ({
      rule: 'trail-disagrees' as const,
      userId,
      what: `event ${id} (${type}) stands in the trail twice`,
    })),
  );
}

/** What the trail put in force and did not remove is what is there at the end. */
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
