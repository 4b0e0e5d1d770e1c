/** By how much the clocks of two servers may differ. A time that is further in the future counts as nothing. */
export const SKEW_MS = 60_000;
