import { assertNever, type SignedIn, type Verdict } from '@factorkit/core';
import { type Answer, ok } from '../answer.ts';
import { type ChallengeToken, challengeToken } from '../caller.ts';
import { forget, forgetIfDead } from '../dead-token.ts';
import { deviceWish, namingOf } from '../device-wish.ts';
import { type Exchange, route } from '../exchange.ts';
import { noSession, problem } from '../problem.ts';
import type { Route } from '../route.ts';
import { sentAnswer } from '../sent.ts';
import { settle, settledAnswer } from '../settle.ts';
import { anything, object, optional } from '../shape.ts';
import { factorId, method, token } from '../words.ts';

const view = route({
  method: 'GET',
  path: 'challenge',
  body: object({}),
  async run({ exchange }) {
    const found = challengeToken(exchange, undefined);
    if (found === undefined) return problem('no-challenge');
    const asked = await exchange.mfa.describeChallenge({ token: found.token });
    switch (asked.kind) {
      case 'open':
        return ok({ kind: 'challenge', challenge: asked.challenge });
      case 'enrol': {
        const { token: _, ...said } = asked.enrol;
        return ok(said);
      }
      case 'refused':
        return forgetIfDead(asked, found, exchange.now());
      default:
        return assertNever(asked);
    }
  },
});

const verify = route({
  method: 'POST',
  path: 'challenge/verify',
  body: object({
    factorId: optional(factorId),
    response: anything,
    trustDevice: optional(deviceWish),
    token: optional(token),
  }),
  run: ({ exchange, body }) =>
    judge(exchange, body.token, ({ token }) =>
      exchange.mfa.verify({
        token,
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
  body: object({ code: anything, token: optional(token) }),
  run: ({ exchange, body }) =>
    judge(exchange, body.token, ({ token }) =>
      exchange.mfa.verifyBackupCode({ token, code: body.code, ...exchange.session.source() }),
    ),
});

const postpone = route({
  method: 'POST',
  path: 'challenge/postpone',
  body: object({ token: optional(token) }),
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
  body: object({ factorId, token: optional(token) }),
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
  body: object({ method, token: optional(token) }),
  async run({ exchange, body }) {
    const found = challengeToken(exchange, body.token);
    if (found === undefined) return problem('no-challenge');
    const asked = await exchange.mfa.askBrowser({ token: found.token, method: body.method });
    return asked.kind === 'question' ? ok(asked) : forgetIfDead(asked, found, exchange.now());
  },
});

export const challengeRoutes: readonly Route<Exchange>[] = [view, send, options, verify, recover, postpone];

/** A step-up raises a session that is there: it neither starts one nor brings one back, and never another user's. */
async function judge(
  exchange: Exchange,
  inBody: string | undefined,
  answer: (found: ChallengeToken) => Promise<Verdict>,
): Promise<Answer> {
  const found = challengeToken(exchange, inBody);
  if (found === undefined) return problem('no-challenge');
  const asked = await exchange.mfa.describeChallenge({ token: found.token });
  if (asked.kind === 'refused') return forgetIfDead(asked, found, exchange.now());
  const stepUp = asked.kind === 'open' && asked.challenge.purpose === 'step-up';
  const signedIn = stepUp ? await exchange.session.currentUser() : undefined;
  if (stepUp && signedIn === undefined) return noSession();
  return conclude(exchange, await answer(found), found, signedIn);
}

async function conclude(
  exchange: Exchange,
  verdict: Verdict,
  found: ChallengeToken,
  signedIn: SignedIn | undefined,
): Promise<Answer> {
  switch (verdict.kind) {
    case 'complete':
    case 'challenge':
    case 'enrol': {
      if (verdict.kind === 'complete' && signedIn && signedIn.userId !== verdict.assurance.userId) {
        return forget(problem('wrong-user'), found);
      }
      return settledAnswer(await settle(exchange, verdict, found.channel));
    }
    case 'denied':
    case 'rejected':
    case 'locked':
    case 'suspended':
    case 'refused':
      return forgetIfDead(verdict, found, exchange.now());
    default:
      return assertNever(verdict);
  }
}
