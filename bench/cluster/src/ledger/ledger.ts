import { backupCodesTwice, challengesTwice, codesTwice, wrongAccepted } from './acceptances.ts';
import type { Case, Rule, Violation } from './case.ts';
import { notBack, unclearErrors } from './errors.ts';
import { disagreements, lostBackupCodes, lostFactors, neverEnrolled } from './factors.ts';
import { judgedWhileLocked, rejectedOverLimit, trailOverLimit } from './limits.ts';
import { trailDisagrees } from './trail.ts';

/**
 * The rules, each with what it says. A request that ended without an answer leaves both outcomes open, and no rule
 * counts it against the servers; whatever was answered was true, for good.
 */
export const rules: { readonly [rule in Rule]: string } = {
  'code-twice': 'the code of a factor and a time step is accepted once, and no older one after it',
  'backup-code-twice': 'a backup code is accepted once',
  'challenge-twice': 'a challenge is answered rightly once',
  'wrong-accepted': 'nothing is accepted but a right code in its time',
  'over-limit': 'no more wrong answers are judged in a row than the policy allows',
  'while-locked': 'nothing is judged while a lock holds',
  'lost-factor': 'a factor that was confirmed and not removed is there at the end and takes a right code',
  'never-enrolled': 'no factor is there that was never confirmed, or was removed',
  'servers-disagree': 'at the end every server shows the same',
  'lost-backup-code': 'of the last set of backup codes there are left as many as were not used',
  'trail-disagrees': 'the audit trail tells of each answer once, and of nothing but missing answers besides',
  'unclear-error':
    'whatever fails says so: 503 with a known code, or a broken connection, and only under faults',
  'not-back': 'after the last fault every server answers again by itself, and none ended that was not killed',
};

const judges: readonly ((history: Case) => readonly Violation[])[] = [
  codesTwice,
  backupCodesTwice,
  challengesTwice,
  wrongAccepted,
  rejectedOverLimit,
  judgedWhileLocked,
  trailOverLimit,
  lostFactors,
  neverEnrolled,
  disagreements,
  lostBackupCodes,
  trailDisagrees,
  unclearErrors,
  notBack,
];

/** Every breach of a rule that the history shows. Pure: the same history, the same judgement. */
export function judge(history: Case): readonly Violation[] {
  return judges.flatMap((findIn) => findIn(history));
}
