import type { Failures } from '../failures/failures.ts';

/** One set of backup codes: the hashes of those not used yet, under one salt. */
export interface BackupCodeSet {
  readonly id: string;
  readonly createdAt: number;
  /** How many there were at first. */
  readonly issued: number;
  readonly kdf: ScryptParameters;
  /** Base64url. */
  readonly salt: string;
  /** Base64url, one for each code that is left. */
  readonly hashes: readonly string[];
  /** The hashes of those used, at most 50: such a code is told from a guess, and opens nothing. */
  readonly used?: readonly string[];
  readonly failures: Failures;
  /** When the user said that the codes are kept; absent until then. */
  readonly acknowledgedAt?: number;
  /** The recovery that switched the codes off. */
  readonly suspendedFor?: string;
}

/** RFC 7914: cost, block size, parallelism. */
export interface ScryptParameters {
  readonly name: 'scrypt';
  readonly n: number;
  readonly r: number;
  readonly p: number;
}
