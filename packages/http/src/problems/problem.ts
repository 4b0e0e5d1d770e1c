import type { ChallengeView, Intent, Method, Refusals, Unmet } from '@factorkit/core';
import type { Answer } from '../message/answer.ts';

/** The stable code of each refusal. The README explains them. */
export type ProblemCode =
  | Refusals['refused']['reason']
  | 'malformed-json'
  | 'malformed-form'
  | 'input-invalid'
  | 'query-not-allowed'
  | 'proof-required'
  | 'enrolment-required'
  | 'insufficient-user-authentication'
  | 'cross-site'
  | 'form-token-invalid'
  | 'denied'
  | 'suspended'
  | 'not-permitted'
  | 'not-found'
  | 'unknown-user'
  | 'no-challenge'
  | 'method-not-allowed'
  | 'body-too-large'
  | 'not-json'
  | 'rejected'
  | 'code-used'
  | 'locked'
  | 'send-limited'
  | 'send-refused'
  | 'not-sent'
  | 'internal'
  | 'storage-failed'
  | 'account-missing'
  | 'account-moved'
  | 'clock-differs'
  | 'contention'
  | 'overloaded';

const PROBLEMS: { readonly [code in ProblemCode]: readonly [status: number, title: string] } = {
  'malformed-json': [400, 'The body is not well-formed JSON.'],
  'malformed-form': [400, 'The body is not a well-formed form.'],
  'input-invalid': [400, 'The body does not match the documentation.'],
  'query-not-allowed': [400, 'Routes accept no query; secrets must not be in a URL.'],
  'invalid-token': [400, 'The token is not valid.'],
  'wrong-purpose': [400, 'The token was issued for another purpose.'],
  'no-session': [401, 'Nobody is signed in.'],
  'proof-required': [401, 'This change requires fresh proof first.'],
  'insufficient-user-authentication': [401, 'This requires a stronger or more recent sign-in.'],
  'enrolment-required': [403, 'This requires a factor that must be set up first.'],
  'cross-site': [403, 'The request came from another site.'],
  'form-token-invalid': [403, 'This form is not valid in this browser; load its page again.'],
  'wrong-user': [403, 'This challenge belongs to another user.'],
  denied: [403, 'The policy does not allow this.'],
  'not-permitted': [403, 'You may not do this for this user.'],
  'own-request': [403, 'Another person must approve this: you cannot approve your own request or account.'],
  'send-refused': [403, 'Codes are not sent to this contact.'],
  suspended: [403, 'Too many wrong answers: this factor must be set up again.'],
  'not-found': [404, 'This route does not exist.'],
  'no-challenge': [404, 'No sign-in or step-up is in progress.'],
  'unknown-factor': [404, 'This factor does not exist.'],
  'unknown-recovery': [404, 'This recovery is not in progress.'],
  'unknown-user': [404, 'This user does not exist, or you may not see them.'],
  'method-not-allowed': [405, 'This route does not accept this method.'],
  used: [409, 'This challenge was already answered.'],
  'code-used': [409, 'This code was already used; wait for the next one.'],
  superseded: [409, 'The account has changed since then; start again.'],
  'already-registered': [409, 'This authenticator is already set up.'],
  'no-backup-codes': [409, 'There are no backup codes.'],
  contested: [
    409,
    'Earlier requests were cancelled by link, so no link cancels this one; sign in to cancel it.',
  ],
  expired: [410, 'This has expired; start again.'],
  'body-too-large': [413, 'The body is too large.'],
  'not-json': [415, 'The body must be JSON, in UTF-8 and not compressed.'],
  'invalid-response': [422, 'The response of the browser is not valid; it does not count as an attempt.'],
  'malformed-response': [422, 'The answer is malformed; it does not count as an attempt.'],
  rejected: [422, 'The answer was wrong.'],
  locked: [429, 'Too many wrong answers; try again later.'],
  'send-limited': [429, 'Too many codes were requested; try again later.'],
  internal: [500, 'The server failed. Access was not granted.'],
  'not-sent': [503, 'The code could not be sent.'],
  'storage-failed': [503, 'The storage failed. Access was not granted.'],
  'account-missing': [503, 'The factors of this account cannot be found. Access was not granted.'],
  'account-moved': [503, 'The id of this account has changed. Access was not granted.'],
  'clock-differs': [503, 'The clock of the server is wrong. Access was not granted.'],
  contention: [503, 'Too many changes at once; try again.'],
  overloaded: [503, 'The server is overloaded; try again in a few seconds.'],
};

/** The members besides `type`, `title`, `status` and `code`. */
export interface ProblemMembers {
  /** Not present if the engine refused the input: the portal made that call. */
  readonly 'input-invalid': { readonly path?: string; readonly expected?: string };
  readonly 'proof-required': Omit<Refusals['proof-required'], 'kind'>;
  readonly 'enrolment-required': Omit<Refusals['enrol'], 'kind'>;
  readonly 'insufficient-user-authentication': Partial<Omit<Refusals['proof-required'], 'kind'>> & {
    readonly acrValues?: readonly string[];
    readonly maxAgeSeconds?: number;
    readonly why: readonly Unmet['why'][];
    /** Pass it to `POST reauthenticate`. */
    readonly intent?: Extract<Intent, { readonly kind: 'action' }>;
    /** Only present if the request asked for a challenge. Answer it at `POST challenge/verify`. */
    readonly challenge?: ChallengeView;
    readonly token?: string;
    /**
     * Only present if the request asked for a challenge and no enrolled factor can meet it: enrol one of these methods
     * first.
     */
    readonly enrol?: readonly Method[];
  };
  readonly denied: Omit<Refusals['denied'], 'kind'>;
  readonly 'body-too-large': { readonly limitBytes: number };
  readonly rejected: {
    readonly attemptsLeft: number;
    readonly suspendsNext?: true;
    readonly clockOffSeconds?: number;
  };
  readonly 'code-used': { readonly nextCodeAt?: number };
  readonly locked: { readonly retryAt: number; readonly suspendsNext?: true };
  readonly 'send-limited': { readonly retryAt: number };
  readonly 'send-refused': { readonly reason: string };
  readonly 'not-sent': { readonly hint: string; readonly resendAt: number };
}

export type MembersOf<Code extends ProblemCode> = Code extends keyof ProblemMembers
  ? ProblemMembers[Code]
  : { readonly [member in never]: never };

export interface ProblemBody {
  readonly type: `urn:factorkit:problem:${ProblemCode}`;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
}

/** An answer that is a problem document. */
export type ProblemAnswer = Answer<ProblemBody>;

type ProblemArguments<Code extends ProblemCode> =
  object extends MembersOf<Code>
    ? [members?: MembersOf<Code>, headers?: Readonly<Record<string, string>>]
    : [members: MembersOf<Code>, headers?: Readonly<Record<string, string>>];

/** RFC 9457: a problem document. `type` is a name and cannot be fetched. */
export function problem<Code extends ProblemCode>(
  code: Code,
  ...[members, headers]: ProblemArguments<Code>
): ProblemAnswer {
  const { status, title } = problemOf(code);
  return {
    status,
    body: { type: `urn:factorkit:problem:${code}`, title, status, code, ...members },
    headers: { ...headers, 'content-type': 'application/problem+json' },
  };
}

export function problemOf(code: ProblemCode): { readonly status: number; readonly title: string } {
  const [status, title] = PROBLEMS[code];
  return { status, title };
}

/** RFC 9110 §15.5.2: a 401 must name a scheme. The client knows which sign-in page to show. */
export function noSession(): ProblemAnswer {
  return problem('no-session', {}, { 'www-authenticate': 'Bearer realm="factorkit"' });
}
