/** The host still has to be told whether the user has an enrolled factor. */
export interface UntoldEnrolment {
  readonly tries: number;
  /** Not tried again before. */
  readonly notBefore: number;
}
