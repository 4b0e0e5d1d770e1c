import { label, method, object, optional } from '@factorkit/core/schema';
import { sent } from '../answers/challenge.ts';
import { begun, chosen, confirmed, removed, renamed } from '../answers/changes.ts';
import { ok } from '../message/answer.ts';
import { noSession } from '../problems/problem.ts';
import { refusal } from '../problems/refusal.ts';
import { CHANGE, COUNTED, ENROLLER, SENDING } from '../problems/refusals.ts';
import { applyChange, endOrRenew } from '../route/apply-sign-in.ts';
import { enroller } from '../route/caller.ts';
import { type RequestContext, route } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';
import { sentAnswer } from '../route/sent.ts';
import { contactId, factorId, response, token } from '../schema/fields.ts';

const begin = route({
  method: 'POST',
  path: 'factors',
  operationId: 'beginEnrolment',
  summary: 'Starts an enrolment. The factor becomes active only when it is confirmed.',
  caller: 'session-or-challenge',
  body: object({
    method,
    label: optional(label),
    contactId: optional(contactId),
    replaces: optional(factorId),
    token: optional(token),
  }),
  status: 201,
  response: begun,
  location: true,
  refusals: [...ENROLLER, 'proof-required', 'enrolment-required', 'denied'],
  async run({ context, body }) {
    const { token: inBody, ...wanted } = body;
    const found = await enroller(context, inBody);
    if (found === undefined) return noSession();
    const outcome = await context.mfa.beginEnrolment({ caller: found.caller, ...wanted });
    if (outcome.kind !== 'begun') return refusal(outcome, context.now());
    // RFC 3986 §4.2: relative to this route, wherever the portal mounts it.
    return { ...ok(outcome), headers: { location: `factors/${outcome.enrolment.factorId}` } };
  },
});

const resume = route({
  method: 'GET',
  path: 'factors/:id',
  operationId: 'resumeEnrolment',
  summary: 'Returns an unconfirmed enrolment again, to a session that may start it.',
  caller: 'session-or-challenge',
  body: object({}),
  response: begun,
  refusals: [...ENROLLER, 'unknown-factor'],
  async run({ context, id }) {
    const found = await enroller(context);
    if (found === undefined) return noSession();
    const outcome = await context.mfa.resumeEnrolment({ caller: found.caller, factorId: id });
    return outcome.kind === 'begun' ? ok(outcome) : refusal(outcome, context.now());
  },
});

const send = route({
  method: 'POST',
  path: 'factors/:id/send',
  operationId: 'sendEnrolmentCode',
  summary: 'Sends the code of an enrolment again.',
  caller: 'session-or-challenge',
  body: object({ token: optional(token) }),
  response: sent,
  refusals: [...ENROLLER, ...SENDING],
  async run({ context, body, id }) {
    const found = await enroller(context, body.token);
    if (found === undefined) return noSession();
    const outcome = await context.mfa.sendEnrolmentCode({ caller: found.caller, factorId: id });
    return sentAnswer(outcome, context.now());
  },
});

const confirm = route({
  method: 'POST',
  path: 'factors/:id/confirm',
  operationId: 'confirmEnrolment',
  summary: 'Confirms an enrolment by proving the new authenticator.',
  caller: 'session-or-challenge',
  body: object({ response, token: optional(token) }),
  response: confirmed,
  refusals: [
    ...ENROLLER,
    ...COUNTED,
    'proof-required',
    'enrolment-required',
    'unknown-factor',
    'invalid-response',
    'already-registered',
  ],
  async run({ context, body, id }) {
    const found = await enroller(context, body.token);
    if (found === undefined) return noSession();
    const outcome = await context.mfa.confirmEnrolment({
      caller: found.caller,
      factorId: id,
      response: body.response,
    });
    switch (outcome.kind) {
      case 'acknowledge':
        return ok(outcome);
      case 'active': {
        const { body: changed, cookies } = await applyChange(context, outcome, found);
        return { ...ok({ ...outcome, ...changed }), cookies };
      }
      default:
        return refusal(outcome, context.now());
    }
  },
});

const rename = route({
  method: 'PATCH',
  path: 'factors/:id',
  operationId: 'renameFactor',
  summary: 'Renames a factor.',
  caller: 'session',
  body: object({ label }),
  response: renamed,
  refusals: [...CHANGE, 'unknown-factor'],
  async run({ context, body, id }) {
    const caller = await context.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await context.mfa.renameFactor({ caller, factorId: id, label: body.label });
    return outcome.kind === 'renamed' ? ok(outcome) : refusal(outcome, context.now());
  },
});

const remove = route({
  method: 'DELETE',
  path: 'factors/:id',
  operationId: 'removeFactor',
  summary: 'Removes a factor.',
  caller: 'session',
  body: object({}),
  response: removed,
  refusals: [...CHANGE, 'unknown-factor'],
  async run({ context, id }) {
    const caller = await context.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await context.mfa.removeFactor({ caller, factorId: id });
    if (outcome.kind !== 'removed') return refusal(outcome, context.now());
    const { added } = await endOrRenew(context, outcome.sessions, caller);
    return ok({ ...outcome, ...added });
  },
});

const primary = route({
  method: 'PUT',
  path: 'primary',
  operationId: 'choosePrimary',
  summary: 'Chooses the primary factor, which a challenge offers first. The others stay selectable.',
  caller: 'session',
  body: object({ factorId }),
  response: chosen,
  refusals: [...CHANGE, 'unknown-factor'],
  async run({ context, body }) {
    const caller = await context.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await context.mfa.setPrimary({ caller, factorId: body.factorId });
    return outcome.kind === 'chosen' ? ok(outcome) : refusal(outcome, context.now());
  },
});

export const factorRoutes: readonly Route<RequestContext>[] = [
  begin,
  resume,
  send,
  confirm,
  rename,
  remove,
  primary,
];
