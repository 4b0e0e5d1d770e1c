import type { RandomSource } from '../ports/random.ts';
import { drawBackupCodes, groupedCode, readBackupCode } from './backup-code.ts';

/** Forty random bits: short enough to read out on the phone, and guesses are slowed down and counted. */
const PART_BITS = 40;
const PART_LENGTH = 8;

/** No recovery has more approvers than this. */
const MOST_PARTS = 8;

export interface CodePart {
  /** As it is hashed. */
  readonly part: string;
  /** The form that staff read out: `K7DN-4Q2X`. */
  readonly told: string;
}

/** Creates a part of a recovery code. With one approver, it is the whole code. */
export function newCodePart(random: RandomSource): CodePart {
  const [part = ''] = drawBackupCodes({ count: 1, bits: PART_BITS }, random);
  return { part, told: groupedCode(part) };
}

/** Splits the typed parts, joined in any order and in any case. `undefined`: not a recovery code. */
export function readCodeParts(typed: unknown): readonly string[] | undefined {
  const code = readBackupCode(typed);
  if (code === undefined || code.length % PART_LENGTH !== 0) return undefined;
  const parts = code.match(new RegExp(`.{${PART_LENGTH}}`, 'g')) ?? [];
  return parts.length <= MOST_PARTS ? parts : undefined;
}

/** The text that is hashed for a part. It binds the part to one recovery of one user. */
export function codePartText(userId: string, recoveryId: string, part: string): string {
  return JSON.stringify(['recovery-code', userId, recoveryId, part]);
}
