/** Sign-ins whose first factor was right and whose challenge nobody answered: somebody else may know the password. */
export interface UnfinishedSignIns {
  readonly count: number;
  /** When the user was told of it last. */
  readonly toldAt?: number;
}
