import type { NotAccepted } from './answer-error.ts';
import type { ProofAsked } from './confirm.ts';
import type { NotSent } from './sent-note.ts';

/** Why a form was not carried out. Plain data without what was typed: it waits in the state for the page of the form. */
export interface Failure {
  /** The factor that was tried. Not present for a key: its answer names it. */
  readonly factorId?: string;
  readonly answer?: NotAccepted;
  readonly notSent?: NotSent;
  /** What else is in the way, in words. */
  readonly trouble?: string;
  readonly other?: ProofAsked['failed'];
  readonly errors?: readonly string[];
}
