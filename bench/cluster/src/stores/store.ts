/** An engine of the bench's own, on this machine, in a temporary folder. */
export interface Store {
  /** A new, empty place in it: a URL, or a path. Tables are not made yet. */
  newPlace(): Promise<string>;
  /** Ends it as a crash would, and starts it again where it was. Absent where there is no server to end. */
  readonly restart?: () => Promise<void>;
  /** What tells a client's write on the wire: a save that is about to be committed. Absent where there is no wire. */
  readonly write?: RegExp;
  /** Holds up every writer for a while, where there is no connection to cut: milliseconds. */
  readonly hold?: (place: string, ms: number) => Promise<void>;
  stop(): Promise<void>;
}
