/** How much the clocks of two servers may differ. A time further in the future is ignored. */
export const SKEW_MS = 60_000;
