import { assertNever, type SignedIn, type Verdict } from '@factorkit/core';
import { asked, question, sent } from '../answers/challenge.ts';
import { type Standing, standing } from '../answers/standing.ts';
import { forget, forgetIfDead } from '../cookies/dead-token.ts';
import { deviceWish, namingOf } from '../cookies/device-wish.ts';
import { type Answer, ok } from '../message/answer.ts';
import { noSession, type ProblemAnswer, problem } from '../problems/problem.ts';
import { CHALLENGE, JUDGED, SENDING } from '../problems/refusals.ts';
import { type ChallengeToken, challengeToken } from '../route/caller.ts';
import { type RequestContext, route } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';
import { sentAnswer } from '../route/sent.ts';
import { settle, settledAnswer } from '../route/settle.ts';
import { factorId, method, token } from '../schema/fields.ts';
import { anything, object, optional } from '../schema/shape.ts';

const view = route({
  method: 'GET',
  path: 'challenge',
  operationId: 'viewChallenge',
  summary: 'What is asked: the factors that would do, the ways back in, until when.',
  caller: 'challenge',
  body: object({}),
  says: asked,
  refusals: CHALLENGE,
  async run({ exchange }) {
    const found = challengeToken(exchange, undefined);
    if (found === undefined) return problem('no-challenge');
    const described = await exchange.mfa.describeChallenge({ token: found.token });
    switch (described.kind) {
      case 'open':
        return ok({ kind: 'challenge', challenge: described.challenge });
      case 'enrol': {
        const { token: _, ...said } = described.enrol;
        return ok(said);
      }
      case 'refused':
        return forgetIfDead(described, found, exchange.now());
      default:
        return assertNever(described);
    }
  },
});

const verify = route({
  method: 'POST',
  path: 'challenge/verify',
  operationId: 'answerChallenge',
  summary: 'Answers with a factor. A step-up takes its session besides.',
  caller: 'challenge',
  body: object({
    factorId: optional(factorId),
    response: anything,
    trustDevice: optional(deviceWish),
    token: optional(token),
  }),
  says: standing,
  refusals: [...CHALLENGE, ...JUDGED, 'no-session', 'wrong-user', 'unknown-factor', 'invalid-response'],
  run: ({ exchange, body }) =>
    judge(exchange, body.token, ({ token }, caller) =>
      exchange.mfa.verify({
        token,
        ...(caller === undefined ? {} : { caller }),
        ...(body.factorId === undefined ? {} : { factorId: body.factorId }),
        response: body.response,
        ...(body.trustDevice === undefined
          ? {}
          : { trustDevice: namingOf(body.trustDevice, exchange.session.deviceName()) }),
        ...exchange.session.source(),
      }),
    ),
});

const recover = route({
  method: 'POST',
  path: 'challenge/recover',
  operationId: 'answerWithBackupCode',
  summary: 'Answers with a backup code in place of a factor.',
  caller: 'challenge',
  body: object({ code: anything, token: optional(token) }),
  says: standing,
  refusals: [...CHALLENGE, ...JUDGED, 'no-session', 'wrong-user', 'no-backup-codes'],
  run: ({ exchange, body }) =>
    judge(exchange, body.token, ({ token }, caller) =>
      exchange.mfa.verifyBackupCode({
        token,
        code: body.code,
        ...(caller === undefined ? {} : { caller }),
        ...exchange.session.source(),
      }),
    ),
});

const postpone = route({
  method: 'POST',
  path: 'challenge/postpone',
  operationId: 'postponeEnrolment',
  summary: 'Signs in now and enrols later, as far as the policy’s grace allows.',
  caller: 'challenge',
  body: object({ token: optional(token) }),
  says: standing,
  refusals: [...CHALLENGE, 'denied'],
  async run({ exchange, body }) {
    const found = challengeToken(exchange, body.token);
    if (found === undefined) return problem('no-challenge');
    const caller = { token: found.token, ...exchange.session.source() };
    return conclude(exchange, await exchange.mfa.postponeEnrolment({ caller }), found, undefined);
  },
});

const send = route({
  method: 'POST',
  path: 'challenge/send',
  operationId: 'sendCode',
  summary: 'Sends a code to a factor that works that way.',
  caller: 'challenge',
  body: object({ factorId, token: optional(token) }),
  says: sent,
  refusals: [...CHALLENGE, ...SENDING],
  async run({ exchange, body }) {
    const found = challengeToken(exchange, body.token);
    if (found === undefined) return problem('no-challenge');
    const source = exchange.session.source();
    const outcome = await exchange.mfa.sendCode({ token: found.token, factorId: body.factorId, ...source });
    return sentAnswer(outcome, exchange.now());
  },
});

const options = route({
  method: 'POST',
  path: 'challenge/options',
  operationId: 'askBrowser',
  summary: 'What the browser is to be asked, for a security key or the like.',
  caller: 'challenge',
  body: object({ method, token: optional(token) }),
  says: question,
  refusals: [...CHALLENGE, 'unknown-factor'],
  async run({ exchange, body }) {
    const found = challengeToken(exchange, body.token);
    if (found === undefined) return problem('no-challenge');
    const put = await exchange.mfa.askBrowser({ token: found.token, method: body.method });
    return put.kind === 'question' ? ok(put) : forgetIfDead(put, found, exchange.now());
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

/** The session of a step-up: the engine refuses another user's before it judges the answer. */
async function judge(
  exchange: RequestContext,
  inBody: string | undefined,
  answer: (found: ChallengeToken, caller: SignedIn | undefined) => Promise<Verdict>,
): Promise<Answer<Standing> | ProblemAnswer> {
  const found = challengeToken(exchange, inBody);
  if (found === undefined) return problem('no-challenge');
  const described = await exchange.mfa.describeChallenge({ token: found.token });
  if (described.kind === 'refused') return forgetIfDead(described, found, exchange.now());
  const stepUp = described.kind === 'open' && described.challenge.purpose === 'step-up';
  const signedIn = stepUp ? await exchange.session.currentUser() : undefined;
  if (stepUp && signedIn === undefined) return noSession();
  return conclude(exchange, await answer(found, signedIn), found, signedIn);
}

async function conclude(
  exchange: RequestContext,
  verdict: Verdict,
  found: ChallengeToken,
  signedIn: SignedIn | undefined,
): Promise<Answer<Standing> | ProblemAnswer> {
  switch (verdict.kind) {
    case 'complete':
    case 'challenge':
    case 'enrol': {
      const { said, cookies } = await settle(exchange, verdict, {
        channel: found.channel,
        session: signedIn,
      });
      if (said.kind === 'signed-out') return forget(noSession(), found);
      return settledAnswer({ said, cookies });
    }
    case 'denied':
    case 'rejected':
    case 'code-used':
    case 'locked':
    case 'suspended':
    case 'refused':
      return forgetIfDead(verdict, found, exchange.now());
    default:
      return assertNever(verdict);
  }
}
