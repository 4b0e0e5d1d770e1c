/**
 * Calls `done` once, after so many milliseconds. Returns a function that cancels the call. Passed in, so that tests need not
 * wait.
 */
export type Timer = (milliseconds: number, done: () => void) => () => void;
