/** The host must still be notified whether the user has an enrolled factor. */
export interface UntoldEnrolment {
  readonly tries: number;
  /** No attempt before this time. */
  readonly notBefore: number;
}
