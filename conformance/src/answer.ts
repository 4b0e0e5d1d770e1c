/** What came back, as far as a test looks at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
  readonly text: string;
}

/** What a test asked for. */
export interface Asked {
  readonly method: string;
  readonly path: string;
}
