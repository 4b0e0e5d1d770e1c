import type { ScryptParameters } from '../account/backup-codes/backup-code-set.ts';

/**
 * The cost of hashing a new backup code. A code of 64 random bits resists guessing without a slow hash; 2^14 also
 * protects shorter codes. The constant has its own file because most tests replace it with a small one.
 */
export const BACKUP_CODE_COST: ScryptParameters = { name: 'scrypt', n: 2 ** 14, r: 8, p: 1 };
