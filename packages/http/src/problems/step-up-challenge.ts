import type { AssuranceLevel } from '@factorkit/core';
import { type MembersOf, type ProblemAnswer, problem } from './problem.ts';

/** What a resource asks of the sign-in behind a request. */
export interface StepUpChallenge {
  /** What would do, the preferred first. */
  readonly acrValues?: readonly (AssuranceLevel | (string & {}))[];
  /** How old the authentication may be: whole seconds. */
  readonly maxAgeSeconds?: number;
}

/**
 * RFC 9470 §3: the `WWW-Authenticate` value that asks for a stronger or fresher sign-in.
 *
 * @throws TypeError where a value holds a space, a control character or anything beyond ASCII, RangeError where the
 * age is not a whole number of seconds: both come from the program, never from a request.
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

/** The whole refusal: 401, the header of RFC 9470, and a problem document that says the same. */
export function stepUpAnswer<Code extends 'proof-required' | 'insufficient-user-authentication'>(
  code: Code,
  asked: StepUpChallenge,
  members: MembersOf<Code>,
): ProblemAnswer {
  return problem(code, members, { 'www-authenticate': stepUpChallenge(asked) });
}

function checkedAcr(value: string): string {
  // OpenID Connect Core §3.1.2.1: acr_values is a list separated by spaces, so a value cannot hold one.
  if (!/^[\x21-\x7e]+$/.test(value))
    throw new TypeError('acrValues: one is empty, or not printable ASCII without spaces');
  return value;
}

function checkedAge(seconds: number): number {
  if (!Number.isSafeInteger(seconds) || seconds < 0)
    throw new RangeError('maxAgeSeconds: not a whole number of seconds');
  return seconds;
}

/** RFC 9110 §5.6.4: in a quoted string the quote and the backslash are escaped. */
function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}
