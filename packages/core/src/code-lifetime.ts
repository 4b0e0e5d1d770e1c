/** NIST SP 800-63B-4 §3.1.3.2: a sent code is valid for at most ten minutes. */
export const LONGEST_CODE_MS = 600_000;

/** Codes that one budget may send within {@link LONGEST_CODE_MS}, so the codes that are valid at once are few. */
export const MOST_CODES_SENT = 10;
