import { object, optional, recoveryPath, textOf } from '@factorkit/core/schema';
import { cancelled, recovered, requestedRecovery } from '../answers/changes.ts';
import { clearIfInvalid } from '../cookies/invalid-token.ts';
import { ok } from '../message/answer.ts';
import { noSession, problem } from '../problems/problem.ts';
import { refusal } from '../problems/refusal.ts';
import { CHALLENGE, CHANGE } from '../problems/refusals.ts';
import { applyNext } from '../route/apply-sign-in.ts';
import { challengeToken } from '../route/caller.ts';
import { type RequestContext, route } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';
import { token } from '../schema/fields.ts';

const request = route({
  method: 'POST',
  path: 'recovery',
  operationId: 'requestRecovery',
  summary: 'Requests a recovery, for a user who lost a factor.',
  caller: 'challenge',
  body: object({ via: recoveryPath, token: optional(token) }),
  status: 202,
  response: requestedRecovery,
  refusals: [...CHALLENGE, 'denied'],
  async run({ context, body }) {
    const found = challengeToken(context, body.token);
    if (found === undefined) return problem('no-challenge');
    const source = context.session.source();
    const outcome = await context.mfa.recovery.request({ token: found.token, via: body.via, ...source });
    if (outcome.kind !== 'requested') return clearIfInvalid(outcome, found, context.now());
    // This user proved only a password, so the answer leaves out who verifies what.
    const { via, handover, requestedAt, expiresAt, state } = outcome.request;
    return ok({ kind: 'requested', recovery: { via, handover, requestedAt, expiresAt, state } });
  },
});

const complete = route({
  method: 'POST',
  path: 'recovery/complete',
  operationId: 'completeRecovery',
  summary: 'Completes an approved recovery with the recovery code, once its hold is over.',
  caller: 'challenge',
  body: object({ via: recoveryPath, code: optional(textOf({ max: 128 })), token: optional(token) }),
  response: recovered,
  refusals: [...CHALLENGE, 'denied', 'unknown-recovery', 'malformed-response', 'rejected', 'locked'],
  async run({ context, body }) {
    const found = challengeToken(context, body.token);
    if (found === undefined) return problem('no-challenge');
    const source = context.session.source();
    const outcome = await context.mfa.recovery.complete({
      token: found.token,
      via: body.via,
      ...(body.code === undefined ? {} : { code: body.code }),
      ...source,
    });
    if (outcome.kind !== 'completed') return clearIfInvalid(outcome, found, context.now());
    // The recovery ended earlier sessions. The session that it starts is a new one.
    const { body: next, cookies } = await applyNext(context, outcome.next, found);
    return { ...ok({ ...outcome, next }), cookies };
  },
});

/** For the page that the link in a message opens. Its button posts, because a mail scanner may follow the link. */
const cancel = route({
  method: 'POST',
  path: 'recovery/cancel',
  operationId: 'cancelRecoveryByLink',
  summary: 'Cancels a recovery with the token of the link that was sent to the user.',
  caller: 'cancel-token',
  body: object({ cancelToken: token }),
  response: cancelled,
  refusals: ['invalid-token', 'unknown-recovery', 'contested'],
  async run({ context, body }) {
    const source = context.session.source();
    const outcome = await context.mfa.recovery.cancel({ cancelToken: body.cancelToken, ...source });
    return outcome.kind === 'cancelled' ? ok(outcome) : refusal(outcome, context.now());
  },
});

const cancelSignedIn = route({
  method: 'DELETE',
  path: 'recovery/:id',
  operationId: 'cancelRecovery',
  summary: 'Cancels a recovery, in the user’s session.',
  caller: 'session',
  body: object({}),
  response: cancelled,
  refusals: [...CHANGE, 'unknown-recovery'],
  async run({ context, id }) {
    const caller = await context.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await context.mfa.recovery.cancel({ caller, requestId: id });
    return outcome.kind === 'cancelled' ? ok(outcome) : refusal(outcome, context.now());
  },
});

export const recoveryRoutes: readonly Route<RequestContext>[] = [request, complete, cancel, cancelSignedIn];
