import type {
  ChallengeView,
  Denied,
  EnrolFirst,
  Intent,
  Method,
  ProofRequired,
  RefusalReason,
  Unmet,
} from '@factorkit/core';
import type { Answer } from '../message/answer.ts';

/** Every refusal by its stable word; the README says what each means. */
export type ProblemCode =
  | RefusalReason
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
  'input-invalid': [400, 'The body is not of the documented shape.'],
  'query-not-allowed': [400, 'No route takes a query; secrets do not belong in a URL.'],
  'invalid-token': [400, 'This is not a valid token.'],
  'wrong-purpose': [400, 'This token was made for something else.'],
  'no-session': [401, 'Nobody is signed in.'],
  'proof-required': [401, 'This change asks for fresh proof first.'],
  'insufficient-user-authentication': [401, 'This asks for a stronger or fresher sign-in.'],
  'enrolment-required': [403, 'This asks for a factor that has to be set up first.'],
  'cross-site': [403, 'The request came from another site.'],
  'form-token-invalid': [403, 'This form is not, or no longer, one of this browser; load its page again.'],
  'wrong-user': [403, 'This challenge belongs to somebody else.'],
  denied: [403, 'The policy does not allow this.'],
  'not-permitted': [403, 'You may not do this for this user.'],
  'own-request': [403, 'Somebody else has to approve this: nobody approves their own request or account.'],
  'send-refused': [403, 'No code is sent there.'],
  suspended: [403, 'Too many wrong answers: this factor must be set up again.'],
  'not-found': [404, 'There is no such route.'],
  'no-challenge': [404, 'No sign-in or step-up is under way.'],
  'unknown-factor': [404, 'There is no such factor here.'],
  'unknown-recovery': [404, 'No such recovery is in progress.'],
  'unknown-user': [404, 'There is no such user, or not one that you may see.'],
  'method-not-allowed': [405, 'This route does not take this method.'],
  used: [409, 'This challenge was answered already.'],
  'code-used': [409, 'This code was used already; wait for the next one.'],
  superseded: [409, 'The account has changed since; begin again.'],
  'already-registered': [409, 'This authenticator is set up already.'],
  'no-backup-codes': [409, 'There are no backup codes.'],
  contested: [
    409,
    'Earlier requests were cancelled by link, so no link cancels this one; sign in to cancel it.',
  ],
  expired: [410, 'The time for this is over; begin again.'],
  'body-too-large': [413, 'The body is too large.'],
  'not-json': [415, 'The body must be JSON, in UTF-8 and not compressed.'],
  'invalid-response': [422, 'What the browser answered does not hold; it was not counted.'],
  'malformed-response': [422, 'This cannot be an answer; it was not counted.'],
  rejected: [422, 'The answer was wrong.'],
  locked: [429, 'Too many wrong answers; try again later.'],
  'send-limited': [429, 'Too many codes were asked for; try again later.'],
  internal: [500, 'Something failed. Nothing was let in.'],
  'not-sent': [503, 'The code could not be sent.'],
  'storage-failed': [503, 'The storage failed. Nothing was let in.'],
  'account-missing': [503, 'The methods of this account cannot be found. Nothing was let in.'],
  'account-moved': [503, 'This account has another name now. Nothing was let in.'],
  'clock-differs': [503, 'The clock of the server is wrong. Nothing was let in.'],
  contention: [503, 'Too many changes at once; try again.'],
  overloaded: [503, 'Too much is under way at once; try again in some seconds.'],
};

/** Beside `type`, `title`, `status` and `code`: what a client needs to go on. */
export interface ProblemMembers {
  /** Absent where the engine found it: what it was called with is the portal's to say. */
  readonly 'input-invalid': { readonly path?: string; readonly expected?: string };
  readonly 'proof-required': Omit<ProofRequired, 'kind'>;
  readonly 'enrolment-required': Omit<EnrolFirst, 'kind'>;
  readonly 'insufficient-user-authentication': Partial<Omit<ProofRequired, 'kind'>> & {
    readonly acrValues?: readonly string[];
    readonly maxAgeSeconds?: number;
    readonly why: readonly Unmet['why'][];
    /** What to ask for at `POST reauthenticate`. */
    readonly intent?: Extract<Intent, { readonly kind: 'action' }>;
    /** Where the request asked for one: what to answer at `POST challenge/verify`. */
    readonly challenge?: ChallengeView;
    readonly token?: string;
    /** Where the request asked for a challenge and nothing enrolled can meet it: the methods of which one is set up first. */
    readonly enrol?: readonly Method[];
  };
  readonly denied: Omit<Denied, 'kind'>;
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

type Told<Code extends ProblemCode> =
  object extends MembersOf<Code>
    ? [members?: MembersOf<Code>, headers?: Readonly<Record<string, string>>]
    : [members: MembersOf<Code>, headers?: Readonly<Record<string, string>>];

/** RFC 9457: a problem document. `type` is a name, not an address: nothing is to be fetched there. */
export function problem<Code extends ProblemCode>(
  code: Code,
  ...[members, headers]: Told<Code>
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

/** RFC 9110 §15.5.2: a 401 names a scheme. Which sign-in page to show is the client's to know. */
export function noSession(): ProblemAnswer {
  return problem('no-session', {}, { 'www-authenticate': 'Bearer realm="factorkit"' });
}
