import { backupCodesTwice, challengesTwice, codesTwice, wrongAccepted } from './acceptances.ts';
import type { Case, Rule, Violation } from './case.ts';
import { notBack, unclearErrors } from './errors.ts';
import { disagreements, lostBackupCodes, lostFactors, neverEnrolled } from './factors.ts';
import { judgedWhileLocked, rejectedOverLimit, trailOverLimit } from './limits.ts';
import { trailDisagrees } from './trail.ts';

/**
 * The rules, with their texts. A request without an answer leaves both results possible, and no rule counts it against
 * the servers. Every answer must stay true.
 */
export const rules: { readonly [rule in Rule]: string } = {
  'code-twice': 'the code of a factor and a time step is accepted once, and no older one after it',
  'backup-code-twice': 'a backup code is accepted once',
  'challenge-twice': 'a challenge is completed once',
  'wrong-accepted': 'only a right code in its time is accepted',
  'over-limit': 'no more consecutive wrong answers are verified than the policy allows',
  'while-locked': 'nothing is verified during a lock',
  'lost-factor': 'a factor that was confirmed and not removed exists at the end and accepts a right code',
  'never-enrolled': 'no factor exists that was never confirmed or was removed',
  'servers-disagree': 'at the end every server shows the same',
  'lost-backup-code': 'the last set of backup codes has as many left as were not used',
  'trail-disagrees':
    'the audit trail contains each answer once, and otherwise only what a missing answer may explain',
  'unclear-error': 'every failure is 503 with a known code or a broken connection, and only with faults',
  'not-back':
    'after the last fault every server answers again by itself, and no server ended that was not killed',
};

const checks: readonly ((history: Case) => readonly Violation[])[] = [
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

/** Every violation of a rule in the history. Pure: the same history has the same result. */
export function violationsIn(history: Case): readonly Violation[] {
  return checks.flatMap((findIn) => findIn(history));
}
