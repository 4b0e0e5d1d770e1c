import { STEP_MS, stepAt } from '../clock.ts';
import { isDone } from '../history.ts';
import { type Case, groupedBy, type RecordOf, recordsOf, type Violation } from './case.ts';

/** The outcomes that a right answer gets. */
const ACCEPTED = ['complete', 'challenge', 'enrol'];
const PROVEN = ['active', 'acknowledge'];

/** Whether the code that was sent is used up. */
export function isAccepted(record: RecordOf<'code' | 'confirm' | 'backup-code'>): boolean {
  return isDone(record, ...(record.act.kind === 'confirm' ? PROVEN : ACCEPTED));
}

/** One time step of a factor is accepted once (RFC 6238 §5.2), and never one before the last. */
export function codesTwice({ records }: Case): readonly Violation[] {
  const accepted = recordsOf(records, 'code', 'confirm').filter(isAccepted);
  return [...groupedBy(accepted, ({ act }) => act.factorId)].flatMap(([factorId, own]) => {
    const ordered = own.toSorted((one, other) => one.askedAt - other.askedAt);
    return ordered.flatMap((later, index) => {
      const step = later.act.step;
      if (step === undefined) return [];
      const twice = ordered.slice(0, index).find(({ act, answeredAt }) => {
        if (act.step === undefined) return false;
        return act.step === step || (act.step > step && answeredAt < later.askedAt);
      });
      return twice === undefined
        ? []
        : [
            {
              rule: 'code-twice' as const,
              userId: later.userId,
              what: `factor ${factorId}: step ${step} by server ${later.server} after step ${twice.act.step} by server ${twice.server}`,
            },
          ];
    });
  });
}

/** A backup code works once (NIST SP 800-63B-4 §3.1.2.2). */
export function backupCodesTwice({ records }: Case): readonly Violation[] {
  const accepted = recordsOf(records, 'backup-code').filter(isAccepted);
  return [...groupedBy(accepted, ({ userId, act }) => `${userId} ${act.code}`)].flatMap(([, own]) =>
    own.slice(1).map(({ userId, server }) => ({
      rule: 'backup-code-twice' as const,
      userId,
      what: `a backup code that server ${own[0]?.server} accepted, accepted by server ${server}`,
    })),
  );
}

/** A challenge is completed once, with any factor: by the answers, and by the trail. */
export function challengesTwice({ records, trail }: Case): readonly Violation[] {
  const accepted = recordsOf(records, 'code', 'backup-code').filter(isAccepted);
  const told = trail.flatMap((event) =>
    event.type === 'factor.accepted' || event.type === 'backup-code.accepted'
      ? [{ userId: event.userId, challenge: event.challengeId }]
      : [],
  );
  return [
    ...groupedBy(accepted, ({ act }) => act.challenge).values(),
    ...groupedBy(told, ({ challenge }) => challenge).values(),
  ].flatMap((same) =>
    same.slice(1).map(({ userId }) => ({
      rule: 'challenge-twice' as const,
      userId,
      what: `one challenge accepted ${same.length} times`,
    })),
  );
}

/** Only a right code of an active factor is accepted, and only in its time: one step either side. */
export function wrongAccepted({ records }: Case): readonly Violation[] {
  return recordsOf(records, 'code', 'confirm', 'backup-code')
    .filter(isAccepted)
    .flatMap((record) => {
      const why = whyWrong(record);
      return why === undefined ? [] : [{ rule: 'wrong-accepted' as const, userId: record.userId, what: why }];
    });
}

function whyWrong({
  act,
  askedAt,
  answeredAt,
}: RecordOf<'code' | 'confirm' | 'backup-code'>): string | undefined {
  if (act.kind === 'backup-code') return act.issued ? undefined : 'a backup code that was never issued';
  if (act.step === undefined) return `factor ${act.factorId}: a wrong code`;
  const early = act.step > stepAt(answeredAt + STEP_MS);
  const late = act.step < stepAt(askedAt - STEP_MS);
  return early || late ? `factor ${act.factorId}: the code of step ${act.step} out of its time` : undefined;
}
