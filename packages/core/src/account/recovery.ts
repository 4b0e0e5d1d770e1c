import type { Actor } from './actor.ts';
import type { RecoveryPath } from './method.ts';

/** Somebody lost a factor and asks to be let back in. At most one is under way for an account. */
export interface Recovery {
  readonly id: string;
  readonly via: RecoveryPath;
  readonly requestedBy: Actor;
  readonly requestedAt: number;
  /** From then on it is as if it had never been asked for. */
  readonly expiresAt: number;
  /** What was verified so far, in the words of the policy. */
  readonly checks: readonly string[];
  readonly approvals: readonly Approval[];
  /** The sealed secret of the link that cancels it. */
  readonly cancelSecret?: string;
  /** When it was used. It stays until the new factor is confirmed, or it expires. */
  readonly completedAt?: number;
}

export interface Approval {
  /** The member of staff. */
  readonly by: string;
  readonly at: number;
}

/** An action that waits after a recovery. */
export interface Freeze {
  readonly action: string;
  readonly until: number;
}

/** A freeze with its beginning, so that a clock that ran ahead cannot make it longer. */
export interface StoredFreeze extends Freeze {
  readonly since: number;
}
