/** One request of a simulated user, and what came of it. */
export interface Deed {
  readonly userId: string;
  /** Which server was asked: 0 to 3. */
  readonly server: number;
  /** By the shared clock: milliseconds since 1970. What the server did, it did between the two. */
  readonly askedAt: number;
  readonly answeredAt: number;
  /** Milliseconds of the world, for the table. */
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

/** The answer to a challenge by an app: the code of this time step, or of none, which is a wrong one. */
export interface CodeAct {
  readonly kind: 'code';
  readonly factorId: string;
  readonly step: number | undefined;
  readonly challenge: string;
}

/** The answer to a challenge by a backup code: one that was issued, or a wrong one. */
export interface BackupCodeAct {
  readonly kind: 'backup-code';
  readonly code: string;
  readonly issued: boolean;
  readonly challenge: string;
}

/** The proof of a set-up. */
export interface ConfirmAct {
  readonly kind: 'confirm';
  readonly factorId: string;
  readonly step: number | undefined;
  readonly replaces: string | undefined;
}

export type Answer =
  | Done
  /** Judged, wrong and counted. */
  | { readonly kind: 'rejected'; readonly attemptsLeft: number }
  /** Not judged because of a lock, or judged and the one that closed it. */
  | { readonly kind: 'locked'; readonly retryAt: number }
  /** Any other clean no: nothing happened (`suspended` apart, which the last wrong answer is told too). */
  | { readonly kind: 'refused'; readonly status: number; readonly code: string }
  /** A problem document that says that something failed. */
  | { readonly kind: 'failed'; readonly status: number; readonly code: string }
  /** No connection was made: nothing happened. */
  | { readonly kind: 'unreached' }
  /** The connection broke before the answer: nobody knows. */
  | { readonly kind: 'broken'; readonly why: string }
  /** Nothing that a client could understand. */
  | { readonly kind: 'odd'; readonly status: number; readonly text: string };

/** A 2xx: what was answered, as far as it matters here. */
export interface Done {
  readonly kind: 'done';
  /** `complete`, `challenge`, `begun`, `active`, `acknowledge`, `acknowledged`, `removed`, `regenerated`, `view` … */
  readonly outcome: string;
  /** The factor that is set up. */
  readonly factorId?: string;
  /** Backup codes that were shown. */
  readonly codes?: readonly string[];
  /** Factors that came into force by an acknowledgement. */
  readonly activated?: readonly string[];
  /** Factors that are in force: on the settings page, or as options of a challenge. */
  readonly factors?: readonly string[];
  readonly codesLeft?: number;
}

/** Whether nobody can say what became of it: a failure may come after the commit. */
export function isOpen({ answer }: Deed): boolean {
  switch (answer.kind) {
    case 'broken':
    case 'odd':
      return true;
    // `contention` is the end of many tries of which none was saved.
    case 'failed':
      return answer.code !== 'contention';
    default:
      return false;
  }
}

export function isDone({ answer }: Deed, ...outcomes: readonly string[]): boolean {
  return answer.kind === 'done' && (outcomes.length === 0 || outcomes.includes(answer.outcome));
}

/** Whether it was done, or may have been. */
export function mayBeDone(deed: Deed, ...outcomes: readonly string[]): boolean {
  return isDone(deed, ...outcomes) || isOpen(deed);
}

/** What was shown to a user at the end, by one server, when nothing was under way any more. */
export interface Ending {
  readonly userId: string;
  readonly server: number;
  readonly factors: readonly string[];
  readonly codesLeft: number | undefined;
}
