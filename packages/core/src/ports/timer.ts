/**
 * Calls `done` once, after the given milliseconds. Returns a function that cancels the call. Tests can pass their own.
 *
 * @inline
 */
export type Timer = (milliseconds: number, done: () => void) => () => void;
