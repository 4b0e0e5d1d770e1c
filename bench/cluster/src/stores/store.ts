/** An engine for this bench, on this machine, in a temporary folder. */
export interface Store {
  /** Creates a new, empty database: a URL, or a path. It has no tables. */
  newPlace(): Promise<string>;
  /** Stops it like a crash, and starts it again at the same place. Not present if there is no server. */
  readonly restart?: () => Promise<void>;
  /**
   * Matches a client's write in the connection: a save that will be committed. Not present if there is no connection.
   */
  readonly write?: RegExp;
  /** Blocks every writer for so many milliseconds. For stores without a connection to cut. */
  readonly hold?: (place: string, ms: number) => Promise<void>;
  stop(): Promise<void>;
}
