import type { EvidenceMethod, Trait } from './method.ts';

/** One thing that was shown: what, when, and with which qualities. */
export interface Evidence {
  readonly method: EvidenceMethod;
  /** The factor that was used; absent for first factors and backup codes. */
  readonly factorId?: string;
  /** When it was accepted: milliseconds since 1970. */
  readonly at: number;
  readonly traits: readonly Trait[];
  /** The mailbox, SIM or device it came through, where two methods could share one. */
  readonly channel?: string;
}
