import type { ProblemCode } from './problem.ts';

/** Problems of a sealed token. */
const TOKEN: readonly ProblemCode[] = ['invalid-token', 'wrong-purpose', 'expired', 'used', 'superseded'];

/** For routes that require the token of a challenge. */
export const CHALLENGE: readonly ProblemCode[] = ['no-challenge', ...TOKEN];

/** For routes that require a session, or a token that allows an enrolment. */
export const ENROLLER: readonly ProblemCode[] = ['no-session', ...TOKEN];

/** For changes that a signed-in user makes to the account. */
export const CHANGE: readonly ProblemCode[] = [
  'no-session',
  'proof-required',
  'enrolment-required',
  'denied',
];

/** For answers that count as attempts. */
export const COUNTED: readonly ProblemCode[] = [
  'malformed-response',
  'rejected',
  'code-used',
  'locked',
  'suspended',
  'denied',
];

/** For routes that send a code. */
export const SENDING: readonly ProblemCode[] = [
  'unknown-factor',
  'locked',
  'suspended',
  'send-limited',
  'send-refused',
  'not-sent',
];
