/**
 * Faults that are known and being mended. What leads to them is left out of the scenarios until then: suspended factors,
 * optional factors under a rule of sign-in, and an owner who becomes an administrator or whose browser is trusted.
 */
export const openFaults: ReadonlySet<string> = new Set(['FA4', 'FA35']);
