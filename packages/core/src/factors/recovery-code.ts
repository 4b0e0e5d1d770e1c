import type { RandomSource } from '../ports/random.ts';
import { drawBackupCodes, groupedCode, readBackupCode } from './backup-code.ts';

/** Forty random bits: short enough to tell on the phone, and each guess is slowed and counted. */
const PART_BITS = 40;
const PART_LENGTH = 8;

/** More parts than approvers of one recovery are no code. */
const MOST_PARTS = 8;

export interface CodePart {
  /** As it is hashed. */
  readonly part: string;
  /** As staff tell it: `K7DN-4Q2X`. */
  readonly told: string;
}

/** A part of a recovery code. With one approver, it is the whole code. */
export function newCodePart(random: RandomSource): CodePart {
  const [part = ''] = drawBackupCodes({ count: 1, bits: PART_BITS }, random);
  return { part, told: groupedCode(part) };
}

/** The parts that were typed, one after the other, in any order and case. `undefined`: not a recovery code. */
export function readCodeParts(typed: unknown): readonly string[] | undefined {
  const code = readBackupCode(typed);
  if (code === undefined || code.length % PART_LENGTH !== 0) return undefined;
  const parts = code.match(new RegExp(`.{${PART_LENGTH}}`, 'g')) ?? [];
  return parts.length <= MOST_PARTS ? parts : undefined;
}

/** What a part is hashed with: it fits one recovery of one user. */
export function codePartText(userId: string, recoveryId: string, part: string): string {
  return JSON.stringify(['recovery-code', userId, recoveryId, part]);
}
