import type { EvidenceMethod, Trait } from './method.ts';

/** One piece of evidence: what was proved, when, and with which traits. */
export interface Evidence {
  readonly method: EvidenceMethod;
  /** The factor that was used. Not present for first factors and backup codes. */
  readonly factorId?: string;
  /** When it was accepted: milliseconds since 1970. */
  readonly at: number;
  readonly traits: readonly Trait[];
  /** The mailbox, SIM or device that was used, if two methods could share one. */
  readonly channel?: string;
}
