/** Sign-ins with a correct first factor and an unanswered challenge: another person may know the password. */
export interface UnfinishedSignIns {
  readonly count: number;
  /** When the user was last notified of it. */
  readonly toldAt?: number;
}
