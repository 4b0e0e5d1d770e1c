import type { AssuranceLevel } from '@factorkit/core';
import { type MembersOf, type ProblemAnswer, problem } from './problem.ts';

/** The sign-in that a resource requires. @inline */
export type StepUpChallenge = {
  /** The accepted levels, the preferred one first. */
  readonly acrValues?: readonly (AssuranceLevel | (string & {}))[];
  /** The maximum age of the authentication in whole seconds. */
  readonly maxAgeSeconds?: number;
};

/**
 * RFC 9470 §3: returns the `WWW-Authenticate` value that requires a stronger or more recent sign-in.
 *
 * @throws TypeError if a value contains a space, a control character or a character outside ASCII. RangeError if the
 * age is not a whole number of seconds. Both values come from your program, never from a request.
 * @example
 * ```ts
 * import { stepUpChallenge } from '@factorkit/http';
 *
 * stepUpChallenge({ acrValues: ['multi-factor'], maxAgeSeconds: 900 });
 * ```
 */
export function stepUpChallenge({ acrValues = [], maxAgeSeconds }: StepUpChallenge): string {
  const parameters = [
    ['error', 'insufficient_user_authentication'],
    ['error_description', 'A stronger or more recent authentication is required'],
  ];
  if (acrValues.length > 0) parameters.push(['acr_values', acrValues.map(checkedAcr).join(' ')]);
  if (maxAgeSeconds !== undefined) parameters.push(['max_age', String(checkedAge(maxAgeSeconds))]);
  return `Bearer ${parameters.map(([name = '', value = '']) => `${name}=${quoted(value)}`).join(', ')}`;
}

/** The complete answer: 401, the header of RFC 9470, and a problem document with the same content. */
export function stepUpAnswer<Code extends 'proof-required' | 'insufficient-user-authentication'>(
  code: Code,
  asked: StepUpChallenge,
  members: MembersOf<Code>,
): ProblemAnswer {
  return problem(code, members, { 'www-authenticate': stepUpChallenge(asked) });
}

function checkedAcr(value: string): string {
  // OpenID Connect Core §3.1.2.1: acr_values is a list separated by spaces, so a value must not contain one.
  if (!/^[\x21-\x7e]+$/.test(value))
    throw new TypeError('acrValues: each must be printable ASCII without spaces, and not empty');
  return value;
}

function checkedAge(seconds: number): number {
  if (!Number.isSafeInteger(seconds) || seconds < 0)
    throw new RangeError('maxAgeSeconds: must be a whole number of seconds');
  return seconds;
}

/** RFC 9110 §5.6.4: in a quoted string the quote and the backslash are escaped. */
function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}
