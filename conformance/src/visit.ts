/** The parts of a request and its response that the portal uses, independent of the framework. */
export interface Visit {
  /** The request and response as the framework passes them, for session libraries that belong to it. */
  readonly context: unknown;
  /** A header of the request. */
  header(name: string): string | undefined;
  /** The client's address. */
  readonly ip: string | undefined;
  /** Adds a `Set-Cookie` header to the response. */
  setCookie(line: string): void;
}
