import { isDone, isOpen, mayBeDone, type RequestRecord } from '../history.ts';
import { isOf, recordsOf } from './case.ts';

/** What the answers show about one factor. */
export interface Life {
  readonly factorId: string;
  readonly userId: string;
  /** An answer reported it as active. */
  readonly enrolled: boolean;
  /** The same, or the answer that would report it is missing. */
  readonly perhapsEnrolled: boolean;
  readonly removed: boolean;
  readonly perhapsRemoved: boolean;
}

/** What is known of every factor that any answer named. */
export function livesOf(records: readonly RequestRecord[]): ReadonlyMap<string, Life> {
  const confirms = recordsOf(records, 'confirm').filter(({ act }) => act.step !== undefined);
  const acknowledged = recordsOf(records, 'acknowledge');
  const removals = recordsOf(records, 'remove');
  const owners = new Map<string, string>();
  for (const record of records) for (const factorId of namedBy(record)) owners.set(factorId, record.userId);

  const lives = [...owners].map(([factorId, userId]): Life => {
    const own = confirms.filter(({ act }) => act.factorId === factorId);
    const words = acknowledged.filter((record) => record.userId === userId);
    const enrolled =
      own.some((record) => isDone(record, 'active')) ||
      words.some(({ answer }) => answer.kind === 'done' && answer.activated?.includes(factorId) === true);
    const waited = own.some((record) => mayBeDone(record, 'acknowledge')) && words.some(isOpen);
    const taken = removals.filter(({ act }) => act.factorId === factorId);
    const replaced = confirms.filter(({ act }) => act.replaces === factorId);
    const removed =
      taken.some((record) => isDone(record)) || replaced.some((record) => isDone(record, 'active'));
    return {
      factorId,
      userId,
      enrolled,
      perhapsEnrolled: enrolled || waited || own.some(isOpen),
      removed,
      perhapsRemoved: removed || [...taken, ...replaced].some(isOpen),
    };
  });
  return new Map(lives.map((life) => [life.factorId, life]));
}

function namedBy(record: RequestRecord): readonly string[] {
  const { act, answer } = record;
  const asked = isOf(record, 'code', 'confirm', 'remove') ? [record.act.factorId] : [];
  const replaced = act.kind === 'enrol' && act.replaces !== undefined ? [act.replaces] : [];
  if (answer.kind !== 'done') return [...asked, ...replaced];
  const { factorId, factors = [], activated = [] } = answer;
  return [...asked, ...replaced, ...(factorId === undefined ? [] : [factorId]), ...factors, ...activated];
}
