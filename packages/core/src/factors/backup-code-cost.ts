import type { ScryptParameters } from '../account/backup-codes/backup-code-set.ts';

/**
 * The cost of hashing a new backup code. A code of 64 random bits needs no slow hash to withstand guessing; 2^14 keeps
 * even a shorter one out of reach. The constant has a file of its own because most tests replace it by a small one.
 */
export const BACKUP_CODE_COST: ScryptParameters = { name: 'scrypt', n: 2 ** 14, r: 8, p: 1 };
