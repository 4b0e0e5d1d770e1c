import { assertNever, type SignedIn, type VerifyOutcome } from '@factorkit/core';
import { method, object, optional } from '@factorkit/core/schema';
import { pendingChallenge, question, sent } from '../answers/challenge.ts';
import { type SignInState, signInState } from '../answers/sign-in-state.ts';
import { deviceWish, namingOf } from '../cookies/device-wish.ts';
import { clearChallenge, clearIfInvalid } from '../cookies/invalid-token.ts';
import { type Answer, ok } from '../message/answer.ts';
import { noSession, type ProblemAnswer, problem } from '../problems/problem.ts';
import { CHALLENGE, COUNTED, SENDING } from '../problems/refusals.ts';
import { appliedAnswer, applySignIn } from '../route/apply-sign-in.ts';
import { type ChallengeToken, challengeToken } from '../route/caller.ts';
import { type RequestContext, route } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';
import { sentAnswer } from '../route/sent.ts';
import { factorId, response, token } from '../schema/fields.ts';

const view = route({
  method: 'GET',
  path: 'challenge',
  operationId: 'viewChallenge',
  summary: 'The challenge in progress: the accepted factors, the recovery methods, the expiry.',
  caller: 'challenge',
  body: object({}),
  response: pendingChallenge,
  refusals: CHALLENGE,
  async run({ context }) {
    const found = challengeToken(context, undefined);
    if (found === undefined) return problem('no-challenge');
    const described = await context.mfa.describeChallenge({ token: found.token });
    switch (described.kind) {
      case 'open':
        return ok({ kind: 'challenge', challenge: described.challenge });
      case 'enrol': {
        const { token: _, ...body } = described.enrol;
        return ok(body);
      }
      case 'refused':
        return clearIfInvalid(described, found, context.now());
      default:
        return assertNever(described);
    }
  },
});

const verify = route({
  method: 'POST',
  path: 'challenge/verify',
  operationId: 'answerChallenge',
  summary: 'Answers with a factor. A step-up also requires its session.',
  caller: 'challenge',
  body: object({
    factorId: optional(factorId),
    response,
    trustDevice: optional(deviceWish),
    token: optional(token),
  }),
  response: signInState,
  refusals: [...CHALLENGE, ...COUNTED, 'no-session', 'wrong-user', 'unknown-factor', 'invalid-response'],
  run: ({ context, body }) =>
    answerChallenge(context, body.token, ({ token }, caller) =>
      context.mfa.verify({
        token,
        ...(caller === undefined ? {} : { caller }),
        ...(body.factorId === undefined ? {} : { factorId: body.factorId }),
        response: body.response,
        ...(body.trustDevice === undefined
          ? {}
          : { trustDevice: namingOf(body.trustDevice, context.session.deviceName()) }),
        ...context.session.source(),
      }),
    ),
});

const recover = route({
  method: 'POST',
  path: 'challenge/recover',
  operationId: 'answerWithBackupCode',
  summary: 'Answers with a backup code in place of a factor.',
  caller: 'challenge',
  body: object({ code: response, token: optional(token) }),
  response: signInState,
  refusals: [...CHALLENGE, ...COUNTED, 'no-session', 'wrong-user', 'no-backup-codes'],
  run: ({ context, body }) =>
    answerChallenge(context, body.token, ({ token }, caller) =>
      context.mfa.verifyBackupCode({
        token,
        code: body.code,
        ...(caller === undefined ? {} : { caller }),
        ...context.session.source(),
      }),
    ),
});

const postpone = route({
  method: 'POST',
  path: 'challenge/postpone',
  operationId: 'postponeEnrolment',
  summary: 'Signs in now and enrols later, if the policy’s grace period allows it.',
  caller: 'challenge',
  body: object({ token: optional(token) }),
  response: signInState,
  refusals: [...CHALLENGE, 'denied'],
  async run({ context, body }) {
    const found = challengeToken(context, body.token);
    if (found === undefined) return problem('no-challenge');
    const caller = { token: found.token, ...context.session.source() };
    return conclude(context, await context.mfa.postponeEnrolment({ caller }), found, undefined);
  },
});

const send = route({
  method: 'POST',
  path: 'challenge/send',
  operationId: 'sendCode',
  summary: 'Sends a code for a factor that receives codes.',
  caller: 'challenge',
  body: object({ factorId, token: optional(token) }),
  response: sent,
  refusals: [...CHALLENGE, ...SENDING],
  async run({ context, body }) {
    const found = challengeToken(context, body.token);
    if (found === undefined) return problem('no-challenge');
    const source = context.session.source();
    const outcome = await context.mfa.sendCode({ token: found.token, factorId: body.factorId, ...source });
    return sentAnswer(outcome, context.now());
  },
});

const options = route({
  method: 'POST',
  path: 'challenge/options',
  operationId: 'createCeremonyOptions',
  summary: 'The options for the browser, for a security key or similar.',
  caller: 'challenge',
  body: object({ method, token: optional(token) }),
  response: question,
  refusals: [...CHALLENGE, 'unknown-factor'],
  async run({ context, body }) {
    const found = challengeToken(context, body.token);
    if (found === undefined) return problem('no-challenge');
    const put = await context.mfa.createCeremonyOptions({ token: found.token, method: body.method });
    return put.kind === 'question' ? ok(put) : clearIfInvalid(put, found, context.now());
  },
});

export const challengeRoutes: readonly Route<RequestContext>[] = [
  view,
  send,
  options,
  verify,
  recover,
  postpone,
];

/** For a step-up it passes the session: the engine refuses another user's before it checks the answer. */
async function answerChallenge(
  context: RequestContext,
  inBody: string | undefined,
  answer: (found: ChallengeToken, caller: SignedIn | undefined) => Promise<VerifyOutcome>,
): Promise<Answer<SignInState> | ProblemAnswer> {
  const found = challengeToken(context, inBody);
  if (found === undefined) return problem('no-challenge');
  const described = await context.mfa.describeChallenge({ token: found.token });
  if (described.kind === 'refused') return clearIfInvalid(described, found, context.now());
  const stepUp = described.kind === 'open' && described.challenge.purpose === 'step-up';
  const signedIn = stepUp ? await context.session.currentUser() : undefined;
  if (stepUp && signedIn === undefined) return noSession();
  return conclude(context, await answer(found, signedIn), found, signedIn);
}

async function conclude(
  context: RequestContext,
  verdict: VerifyOutcome,
  found: ChallengeToken,
  signedIn: SignedIn | undefined,
): Promise<Answer<SignInState> | ProblemAnswer> {
  switch (verdict.kind) {
    case 'complete':
    case 'challenge':
    case 'enrol': {
      const { body, cookies } = await applySignIn(context, verdict, {
        channel: found.channel,
        session: signedIn,
      });
      if (body.kind === 'signed-out') return clearChallenge(noSession(), found);
      return appliedAnswer({ body, cookies });
    }
    case 'denied':
    case 'rejected':
    case 'code-used':
    case 'locked':
    case 'suspended':
    case 'refused':
      return clearIfInvalid(verdict, found, context.now());
    default:
      return assertNever(verdict);
  }
}
