import type { ProblemCode } from './problem.ts';

/** What a token may have come to that is sealed by us, or pretends to be. */
const TOKEN: readonly ProblemCode[] = ['invalid-token', 'wrong-purpose', 'expired', 'used', 'superseded'];

/** Where a token of a challenge is what lets in. */
export const CHALLENGE: readonly ProblemCode[] = ['no-challenge', ...TOKEN];

/** Where a session lets in, or a token that allows to enrol. */
export const ENROLLER: readonly ProblemCode[] = ['no-session', ...TOKEN];

/** A change to what is the owner's own, by the owner. */
export const CHANGE: readonly ProblemCode[] = [
  'no-session',
  'proof-required',
  'enrolment-required',
  'denied',
];

/** What is said of answers that are counted. */
export const JUDGED: readonly ProblemCode[] = [
  'malformed-response',
  'rejected',
  'code-used',
  'locked',
  'suspended',
  'denied',
];

/** A code that is asked for. */
export const SENDING: readonly ProblemCode[] = [
  'unknown-factor',
  'locked',
  'suspended',
  'send-limited',
  'send-refused',
  'not-sent',
];
