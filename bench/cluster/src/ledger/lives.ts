import { type Deed, isDone, isOpen, mayBeDone } from '../history.ts';
import { deedsOf, isOf } from './case.ts';

/** What can be said of one factor from the answers. */
export interface Life {
  readonly factorId: string;
  readonly userId: string;
  /** Somebody was told that it is in force. */
  readonly enrolled: boolean;
  /** The same, or the answer that would have said so is missing. */
  readonly perhapsEnrolled: boolean;
  readonly removed: boolean;
  readonly perhapsRemoved: boolean;
}

/** The life of every factor that was ever spoken of. */
export function livesOf(deeds: readonly Deed[]): ReadonlyMap<string, Life> {
  const confirms = deedsOf(deeds, 'confirm').filter(({ act }) => act.step !== undefined);
  const acknowledged = deedsOf(deeds, 'acknowledge');
  const removals = deedsOf(deeds, 'remove');
  const owners = new Map<string, string>();
  for (const deed of deeds) for (const factorId of namedBy(deed)) owners.set(factorId, deed.userId);

  const lives = [...owners].map(([factorId, userId]): Life => {
    const own = confirms.filter(({ act }) => act.factorId === factorId);
    const words = acknowledged.filter((deed) => deed.userId === userId);
    const enrolled =
      own.some((deed) => isDone(deed, 'active')) ||
      words.some(({ answer }) => answer.kind === 'done' && answer.activated?.includes(factorId) === true);
    const waited = own.some((deed) => mayBeDone(deed, 'acknowledge')) && words.some(isOpen);
    const taken = removals.filter(({ act }) => act.factorId === factorId);
    const replaced = confirms.filter(({ act }) => act.replaces === factorId);
    const removed = taken.some((deed) => isDone(deed)) || replaced.some((deed) => isDone(deed, 'active'));
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

function namedBy(deed: Deed): readonly string[] {
  const { act, answer } = deed;
  const asked = isOf(deed, 'code', 'confirm', 'remove') ? [deed.act.factorId] : [];
  const replaced = act.kind === 'enrol' && act.replaces !== undefined ? [act.replaces] : [];
  if (answer.kind !== 'done') return [...asked, ...replaced];
  const { factorId, factors = [], activated = [] } = answer;
  return [...asked, ...replaced, ...(factorId === undefined ? [] : [factorId]), ...factors, ...activated];
}
