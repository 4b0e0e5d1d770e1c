import { cancelled, recovered, recoveryAsked } from '../answers/changes.ts';
import { forgetIfDead } from '../cookies/dead-token.ts';
import { ok } from '../message/answer.ts';
import { noSession, problem } from '../problems/problem.ts';
import { refusal } from '../problems/refusal.ts';
import { CHALLENGE, CHANGE } from '../problems/refusals.ts';
import { challengeToken } from '../route/caller.ts';
import { type RequestContext, route } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';
import { settleNext } from '../route/settle.ts';
import { recoveryPath, token } from '../schema/fields.ts';
import { object, optional, text } from '../schema/shape.ts';

const request = route({
  method: 'POST',
  path: 'recovery',
  operationId: 'requestRecovery',
  summary: 'Requests a recovery, for a user who lost a factor.',
  caller: 'challenge',
  body: object({ via: recoveryPath, token: optional(token) }),
  status: 202,
  says: recoveryAsked,
  refusals: [...CHALLENGE, 'denied'],
  async run({ exchange, body }) {
    const found = challengeToken(exchange, body.token);
    if (found === undefined) return problem('no-challenge');
    const source = exchange.session.source();
    const outcome = await exchange.mfa.recovery.request({ token: found.token, via: body.via, ...source });
    if (outcome.kind !== 'requested') return forgetIfDead(outcome, found, exchange.now());
    // Whoever asks has shown a password and no more: who verifies what is not theirs to read.
    const { via, handover, requestedAt, expiresAt, state } = outcome.request;
    return ok({ kind: 'requested', recovery: { via, handover, requestedAt, expiresAt, state } });
  },
});

const complete = route({
  method: 'POST',
  path: 'recovery/complete',
  operationId: 'completeRecovery',
  summary: 'Completes a recovery that was approved and whose hold is over, with the recovery code.',
  caller: 'challenge',
  body: object({ via: recoveryPath, code: optional(text({ maxLength: 128 })), token: optional(token) }),
  says: recovered,
  refusals: [...CHALLENGE, 'denied', 'unknown-recovery', 'malformed-response', 'rejected', 'locked'],
  async run({ exchange, body }) {
    const found = challengeToken(exchange, body.token);
    if (found === undefined) return problem('no-challenge');
    const source = exchange.session.source();
    const outcome = await exchange.mfa.recovery.complete({
      token: found.token,
      via: body.via,
      ...(body.code === undefined ? {} : { code: body.code }),
      ...source,
    });
    if (outcome.kind !== 'completed') return forgetIfDead(outcome, found, exchange.now());
    // The sessions that ended with it were there before: the one that it opens comes after them.
    const { said, cookies } = await settleNext(exchange, outcome.next, found);
    return { ...ok({ ...outcome, next: said }), cookies };
  },
});

/** For the page that a link in a message leads to. Its button posts: what only reads, a mail scanner say, stops nothing. */
const cancel = route({
  method: 'POST',
  path: 'recovery/cancel',
  operationId: 'cancelRecoveryByLink',
  summary: 'Cancels a recovery, with the token of the link that its owner was sent.',
  caller: 'cancel-token',
  body: object({ cancelToken: token }),
  says: cancelled,
  refusals: ['invalid-token', 'unknown-recovery', 'contested'],
  async run({ exchange, body }) {
    const source = exchange.session.source();
    const outcome = await exchange.mfa.recovery.cancel({ cancelToken: body.cancelToken, ...source });
    return outcome.kind === 'cancelled' ? ok(outcome) : refusal(outcome, exchange.now());
  },
});

const cancelSignedIn = route({
  method: 'DELETE',
  path: 'recovery/:id',
  operationId: 'cancelRecovery',
  summary: 'Cancels a recovery, from the owner’s session.',
  caller: 'session',
  body: object({}),
  says: cancelled,
  refusals: [...CHANGE, 'unknown-recovery'],
  async run({ exchange, id }) {
    const caller = await exchange.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await exchange.mfa.recovery.cancel({ caller, requestId: id });
    return outcome.kind === 'cancelled' ? ok(outcome) : refusal(outcome, exchange.now());
  },
});

export const recoveryRoutes: readonly Route<RequestContext>[] = [request, complete, cancel, cancelSignedIn];
