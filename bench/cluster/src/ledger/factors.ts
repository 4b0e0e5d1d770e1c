import { type Deed, type Ending, isDone, isOpen } from '../history.ts';
import { isAccepted } from './acceptances.ts';
import { type Case, deedsOf, groupedBy, isOf, type Violation } from './case.ts';
import { livesOf } from './lives.ts';

/** Every factor that somebody was told is in force, and that nobody removed, is there at the end and takes a right code. */
export function lostFactors({ deeds, endings, proven }: Case): readonly Violation[] {
  const byUser = groupedBy(endings, ({ userId }) => userId);
  const lost = [...livesOf(deeds).values()].flatMap(({ factorId, userId, enrolled, perhapsRemoved }) => {
    const seen = byUser.get(userId) ?? [];
    if (!enrolled || perhapsRemoved) return [];
    const missing = seen.find(({ factors }) => !factors.includes(factorId));
    if (missing !== undefined)
      return [lostFactor(userId, `factor ${factorId}: server ${missing.server} has it no more`)];
    return seen.length === 0
      ? [lostFactor(userId, `factor ${factorId}: nobody looked for it at the end`)]
      : [];
  });
  const dead = [...byUser].flatMap(([userId, seen]) =>
    [...new Set(seen.flatMap(({ factors }) => factors))]
      .filter((factorId) => !proven.has(factorId))
      .map((factorId) => lostFactor(userId, `factor ${factorId}: takes no right code at the end`)),
  );
  return [...lost, ...dead];
}

function lostFactor(userId: string, what: string): Violation {
  return { rule: 'lost-factor', userId, what };
}

/** Nothing is in force that nobody confirmed, and nothing that was removed comes back. */
export function neverEnrolled({ deeds, endings }: Case): readonly Violation[] {
  const lives = livesOf(deeds);
  const shown = [
    ...endings.map(({ userId, factors }) => ({ userId, factors, atEnd: true })),
    ...deeds.flatMap(({ userId, answer }) =>
      answer.kind === 'done' ? [{ userId, factors: answer.factors ?? [], atEnd: false }] : [],
    ),
  ];
  return shown.flatMap(({ userId, factors, atEnd }) =>
    factors.flatMap((factorId): readonly Violation[] => {
      const life = lives.get(factorId);
      if (life === undefined || !life.perhapsEnrolled || life.userId !== userId) {
        return [
          { rule: 'never-enrolled', userId, what: `factor ${factorId}: in force, and never confirmed` },
        ];
      }
      if (!atEnd || !life.removed) return [];
      return [{ rule: 'never-enrolled', userId, what: `factor ${factorId}: removed, and there again` }];
    }),
  );
}

/** All servers show the same once nothing is under way. */
export function disagreements({ endings }: Case): readonly Violation[] {
  return [...groupedBy(endings, ({ userId }) => userId)].flatMap(([userId, seen]) => {
    const views = new Set(seen.map(({ factors, codesLeft }) => `${factors.toSorted()} ${codesLeft}`));
    if (views.size < 2) return [];
    return [
      {
        rule: 'servers-disagree' as const,
        userId,
        what: `${views.size} different settings pages at the end`,
      },
    ];
  });
}

/** Of the last set of backup codes there are as many left as were not used. */
export function lostBackupCodes({ deeds, endings }: Case): readonly Violation[] {
  const byUser = groupedBy(deeds, ({ userId }) => userId);
  return endings.flatMap((ending) => {
    const range = codesLeftOf(byUser.get(ending.userId) ?? []);
    if (range === undefined || ending.codesLeft === undefined) return [];
    const { least, most } = range;
    return ending.codesLeft >= least && ending.codesLeft <= most ? [] : [lostCodes(ending, least, most)];
  });
}

function lostCodes({ userId, server, codesLeft }: Ending, least: number, most: number): Violation {
  const what = `server ${server} has ${codesLeft} backup codes left, not ${least} to ${most}`;
  return { rule: 'lost-backup-code', userId, what };
}

/** `undefined` where nobody can say which set is the last. */
function codesLeftOf(own: readonly Deed[]): { readonly least: number; readonly most: number } | undefined {
  const issues = own.filter(
    (deed) => isOf(deed, 'regenerate', 'confirm') && (showsCodes(deed) || isOpen(deed)),
  );
  const last = issues.toSorted((one, other) => one.askedAt - other.askedAt).at(-1);
  if (last?.answer.kind !== 'done') return undefined;
  const since = last.askedAt;
  if (issues.some((deed) => deed !== last && deed.answeredAt >= since)) return undefined;
  // A set that was not acknowledged for certain may still wait, with the one before it in force.
  const { answeredAt } = last;
  if (!own.some((deed) => isOf(deed, 'acknowledge') && isDone(deed) && deed.askedAt >= answeredAt))
    return undefined;
  const codes = last.answer.codes ?? [];
  const uses = deedsOf(own, 'backup-code').filter(({ act }) => codes.includes(act.code));
  const sure = uses.filter(isAccepted).length;
  return { least: codes.length - sure - uses.filter(isOpen).length, most: codes.length - sure };
}

function showsCodes(deed: Deed): boolean {
  return isDone(deed) && deed.answer.kind === 'done' && deed.answer.codes !== undefined;
}
