/** The parts of a request and its response that the portal uses, independent of the framework. */
export interface Visit {
  /** A header of the request. */
  header(name: string): string | undefined;
  /** The client's address. */
  readonly ip: string | undefined;
  /** Adds a `Set-Cookie` header to the response. */
  setCookie(line: string): void;
}
