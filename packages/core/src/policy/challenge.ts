import type { Evidence } from '../account/evidence.ts';
import type { Challenge, FactorFact, Unmet } from './decision.ts';
import { isEnrolledDemand, type Question } from './demand.ts';
import { adds, FIRST_FACTORS, type Leaf, openLeaves } from './satisfaction.ts';
import { letsIn, recoveryRule } from './stand-in.ts';
import { asEvidence } from './usable.ts';

/** What a recovery would stand in for: all that sign-in asks for, the session of a change, or the proof of a set-up too. */
export type Asked = 'sign-in' | 'change' | 'enrolment';

/** What the user could do about it: which factors, first factors or backup code would help. */
export function challengeFor(question: Question, unmet: readonly Unmet[], asked: Asked): Challenge {
  const { facts, usable, now } = question;
  const open = openPartsOf(question, unmet);
  const helpful = usable.filter((factor) => helps(question, open, shownNow(factor, now))).map(({ id }) => id);
  return {
    outcome: 'challenge',
    unmet,
    factors: [
      ...helpful.filter((id) => id === facts.primary),
      ...helpful.filter((id) => id !== facts.primary),
    ],
    firstFactors: FIRST_FACTORS.filter((method) => helps(question, open, { method, at: now, traits: [] })),
    backupCode: backupCodeHelps(question, { unmet, open, asked }),
  };
}

/** Whether a factor would help that is enrolled and cannot be used, or backup codes that are suspended. */
export function lostWouldHelp(question: Question, unmet: readonly Unmet[]): boolean {
  const { facts, usable, now } = question;
  const open = openPartsOf(question, unmet);
  const isLost = ({ id }: FactorFact): boolean => !usable.some((factor) => factor.id === id);
  return (
    facts.factors.some((factor) => isLost(factor) && helps(question, open, shownNow(factor, now))) ||
    (facts.backupCodesSuspended === true && helps(question, open, backupCodeAt(now)))
  );
}

/** Whether a backup code would, as one of the proofs that these demands name. As a recovery it does more than that. */
export function backupCodeCounts(question: Question, unmet: readonly Unmet[]): boolean {
  const { facts, now } = question;
  if (facts.factors.length === 0 || facts.backupCodesLeft === 0) return false;
  return helps(question, openPartsOf(question, unmet), backupCodeAt(now));
}

function backupCodeAt(now: number): Evidence {
  return { method: 'backup-code', at: now, traits: [] };
}

function openPartsOf({ evidence, now }: Question, unmet: readonly Unmet[]): readonly Leaf[] {
  return unmet.flatMap(({ requirement }) => openLeaves(requirement, evidence, now));
}

/** Whether anything in it can be answered here and now. */
export function isAnswerable({ factors, backupCode }: Challenge): boolean {
  return factors.length > 0 || backupCode;
}

function shownNow(factor: FactorFact, now: number): Evidence {
  const [shown] = asEvidence([factor], now);
  return shown as Evidence;
}

// Shown already, or through a channel that is taken: showing it would add nothing.
function helps({ evidence, now }: Question, open: readonly Leaf[], shown: Evidence): boolean {
  return open.some((leaf) => adds(leaf, shown, evidence, now));
}

interface Gap {
  readonly unmet: readonly Unmet[];
  readonly open: readonly Leaf[];
  readonly asked: Asked;
}

function backupCodeHelps(question: Question, { unmet, open, asked }: Gap): boolean {
  const { facts, now } = question;
  if (facts.factors.length === 0 || facts.backupCodesLeft === 0) return false;
  const rule = recoveryRule(question, 'backup-code');
  if (rule !== undefined) {
    const lifted = asked === 'enrolment' ? !letsIn(rule) : asked === 'sign-in';
    if (lifted || (letsIn(rule) && unmet.some(isEnrolledDemand))) return true;
  }
  return helps(question, open, backupCodeAt(now));
}
