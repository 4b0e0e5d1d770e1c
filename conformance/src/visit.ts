/** A request and its answer, as far as the portal looks at them. Every framework has its own words for these. */
export interface Visit {
  /** A header of the request. */
  header(name: string): string | undefined;
  /** Where it came from. */
  readonly ip: string | undefined;
  /** Adds a `Set-Cookie` to the answer. */
  setCookie(line: string): void;
}
