import { type Ending, isDone, isOpen, type RequestRecord } from '../history.ts';
import { isAccepted } from './acceptances.ts';
import { type Case, groupedBy, isOf, recordsOf, type Violation } from './case.ts';
import { livesOf } from './lives.ts';

/** Every factor that was reported as active and that nobody removed exists at the end and accepts a right code. */
export function lostFactors({ records, endings, proven }: Case): readonly Violation[] {
  const byUser = groupedBy(endings, ({ userId }) => userId);
  const lost = [...livesOf(records).values()].flatMap(({ factorId, userId, enrolled, perhapsRemoved }) => {
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

/** No factor is active that nobody confirmed, and no removed one returns. */
export function neverEnrolled({ records, endings }: Case): readonly Violation[] {
  const lives = livesOf(records);
  const shown = [
    ...endings.map(({ userId, factors }) => ({ userId, factors, atEnd: true })),
    ...records.flatMap(({ userId, answer }) =>
      answer.kind === 'done' ? [{ userId, factors: answer.factors ?? [], atEnd: false }] : [],
    ),
  ];
  return shown.flatMap(({ userId, factors, atEnd }) =>
    factors.flatMap((factorId): readonly Violation[] => {
      const life = lives.get(factorId);
      if (life === undefined || !life.perhapsEnrolled || life.userId !== userId) {
        return [{ rule: 'never-enrolled', userId, what: `factor ${factorId}: active, and never confirmed` }];
      }
      if (!atEnd || !life.removed) return [];
      return [{ rule: 'never-enrolled', userId, what: `factor ${factorId}: removed, and there again` }];
    }),
  );
}

/** All servers show the same after all requests have ended. */
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

/** The last set of backup codes has as many left as were not used. */
export function lostBackupCodes({ records, endings }: Case): readonly Violation[] {
  const byUser = groupedBy(records, ({ userId }) => userId);
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

/** `undefined` if the last set is unknown. */
function codesLeftOf(
  own: readonly RequestRecord[],
): { readonly least: number; readonly most: number } | undefined {
  const issues = own.filter(
    (record) => isOf(record, 'regenerate', 'confirm') && (showsCodes(record) || isOpen(record)),
  );
  const last = issues.toSorted((one, other) => one.askedAt - other.askedAt).at(-1);
  if (last?.answer.kind !== 'done') return undefined;
  const since = last.askedAt;
  if (issues.some((record) => record !== last && record.answeredAt >= since)) return undefined;
  // A set whose acknowledgement is uncertain may still wait, with the one before it active.
  const { answeredAt } = last;
  if (!own.some((record) => isOf(record, 'acknowledge') && isDone(record) && record.askedAt >= answeredAt))
    return undefined;
  const codes = last.answer.codes ?? [];
  const uses = recordsOf(own, 'backup-code').filter(({ act }) => codes.includes(act.code));
  const sure = uses.filter(isAccepted).length;
  return { least: codes.length - sure - uses.filter(isOpen).length, most: codes.length - sure };
}

function showsCodes(record: RequestRecord): boolean {
  return isDone(record) && record.answer.kind === 'done' && record.answer.codes !== undefined;
}
