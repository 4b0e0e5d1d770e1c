import type { Failures } from '../failures/failures.ts';

/** One set of backup codes: the hashes of the unused codes, with one salt. */
export interface BackupCodeSet {
  readonly id: string;
  readonly createdAt: number;
  /** The number of codes when the set was issued. */
  readonly issued: number;
  readonly kdf: ScryptParameters;
  /** Base64url. */
  readonly salt: string;
  /** Base64url, one for each unused code. */
  readonly hashes: readonly string[];
  /** The hashes of used codes, at most 50. They distinguish a used code from a guess and are never accepted. */
  readonly used?: readonly string[];
  readonly failures: Failures;
  /** When the user confirmed that the codes are stored. Not present before that. */
  readonly acknowledgedAt?: number;
  /** The recovery that suspended the codes. */
  readonly suspendedFor?: string;
}

/** RFC 7914: cost, block size, parallelism. */
export interface ScryptParameters {
  readonly name: 'scrypt';
  readonly n: number;
  readonly r: number;
  readonly p: number;
}
