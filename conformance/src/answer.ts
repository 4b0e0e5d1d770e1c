/** The part of a response that tests check. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
  readonly text: string;
}

/** The request of a test. */
export interface Asked {
  readonly method: string;
  readonly path: string;
}
