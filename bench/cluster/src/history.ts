/** One request of a simulated user, and its answer. */
export interface RequestRecord {
  readonly userId: string;
  /** The number of the server: 0 to 3. */
  readonly server: number;
  /** By the shared clock: milliseconds since 1970. The server worked between the two times. */
  readonly askedAt: number;
  readonly answeredAt: number;
  /** Milliseconds of real time, for the table. */
  readonly tookMs: number;
  readonly act: Act;
  readonly answer: Answer;
}

export type Act =
  | { readonly kind: 'begin' }
  | CodeAct
  | BackupCodeAct
  | { readonly kind: 'enrol'; readonly replaces: string | undefined }
  | ConfirmAct
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'remove'; readonly factorId: string }
  | { readonly kind: 'regenerate' }
  | { readonly kind: 'view' };

/** The answer to a challenge with an app: the code of this time step, or a wrong one without a step. */
export interface CodeAct {
  readonly kind: 'code';
  readonly factorId: string;
  readonly step: number | undefined;
  readonly challenge: string;
}

/** The answer to a challenge with a backup code: an issued one or a wrong one. */
export interface BackupCodeAct {
  readonly kind: 'backup-code';
  readonly code: string;
  readonly issued: boolean;
  readonly challenge: string;
}

/** The confirmation of an enrolment. */
export interface ConfirmAct {
  readonly kind: 'confirm';
  readonly factorId: string;
  readonly step: number | undefined;
  readonly replaces: string | undefined;
}

export type Answer =
  | Done
  /** Verified, wrong and counted. */
  | { readonly kind: 'rejected'; readonly attemptsLeft: number }
  /** Not verified because of a lock, or verified as the answer that caused it. */
  | { readonly kind: 'locked'; readonly retryAt: number }
  /** Another definite refusal: nothing happened (except for `suspended`, which the last wrong answer gets too). */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  /** A problem document that reports a failure. */
  | { readonly kind: 'failed'; readonly status: number; readonly code: string }
  /** No connection was made: nothing happened. */
  | { readonly kind: 'unreached' }
  /** The connection broke before the answer: the result is unknown. */
  | { readonly kind: 'broken'; readonly why: string }
  /** Nothing that a client could understand. */
  | { readonly kind: 'odd'; readonly status: number; readonly text: string };

/** A 2xx: the parts of the answer that matter here. */
export interface Done {
  readonly kind: 'done';
  /** `complete`, `challenge`, `begun`, `active`, `acknowledge`, `acknowledged`, `removed`, `regenerated`, `view` … */
  readonly outcome: string;
  /** The factor that is being enrolled. */
  readonly factorId?: string;
  /** Backup codes that were shown. */
  readonly codes?: readonly string[];
  /** Factors that became active by an acknowledgement. */
  readonly activated?: readonly string[];
  /** Active factors: on the settings page, or as options of a challenge. */
  readonly factors?: readonly string[];
  readonly codesLeft?: number;
}

/** Whether the result is unknown: a failure may come after the commit. */
export function isOpen({ answer }: RequestRecord): boolean {
  switch (answer.kind) {
    case 'broken':
    case 'odd':
      return true;
    // `contention` ends many attempts of which none was saved.
    case 'failed':
      return answer.code !== 'contention';
    default:
      return false;
  }
}

export function isDone({ answer }: RequestRecord, ...outcomes: readonly string[]): boolean {
  return answer.kind === 'done' && (outcomes.length === 0 || outcomes.includes(answer.outcome));
}

/** Whether it was done, or may have been. */
export function mayBeDone(record: RequestRecord, ...outcomes: readonly string[]): boolean {
  return isDone(record, ...outcomes) || isOpen(record);
}

/** The final view of a user by one server, after all requests have ended. */
export interface Ending {
  readonly userId: string;
  readonly server: number;
  readonly factors: readonly string[];
  readonly codesLeft: number | undefined;
}
