import type { ScryptOptions } from 'node:crypto';

/** The cost of hashing a password. The tests use a smaller constant. */
export const PASSWORD_COST: ScryptOptions = { N: 2 ** 14, r: 8, p: 1 };
