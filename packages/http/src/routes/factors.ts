import { sent } from '../answers/challenge.ts';
import { begun, chosen, confirmed, removed, renamed } from '../answers/changes.ts';
import { ok } from '../message/answer.ts';
import { noSession } from '../problems/problem.ts';
import { refusal } from '../problems/refusal.ts';
import { CHANGE, ENROLLER, JUDGED, SENDING } from '../problems/refusals.ts';
import { enroller } from '../route/caller.ts';
import { type RequestContext, route } from '../route/request-context.ts';
import type { Route } from '../route/route.ts';
import { sentAnswer } from '../route/sent.ts';
import { endOrRenew, settleChange } from '../route/settle.ts';
import { contactId, factorId, label, method, token } from '../schema/fields.ts';
import { anything, object, optional } from '../schema/shape.ts';

const begin = route({
  method: 'POST',
  path: 'factors',
  operationId: 'beginEnrolment',
  summary: 'Starts a set-up. Nothing takes effect before it is confirmed.',
  caller: 'session-or-challenge',
  body: object({
    method,
    label: optional(label),
    contactId: optional(contactId),
    replaces: optional(factorId),
    token: optional(token),
  }),
  status: 201,
  says: begun,
  location: true,
  refusals: [...ENROLLER, 'proof-required', 'enrolment-required', 'denied'],
  async run({ exchange, body }) {
    const { token: inBody, ...wanted } = body;
    const found = await enroller(exchange, inBody);
    if (found === undefined) return noSession();
    const outcome = await exchange.mfa.beginEnrolment({ caller: found.caller, ...wanted });
    if (outcome.kind !== 'begun') return refusal(outcome, exchange.now());
    // RFC 3986 §4.2: relative to this route, wherever the portal has mounted it.
    return { ...ok(outcome), headers: { location: `factors/${outcome.enrolment.factorId}` } };
  },
});

const resume = route({
  method: 'GET',
  path: 'factors/:id',
  operationId: 'resumeEnrolment',
  summary: 'A set-up that is not proven yet, once more, for whoever began it.',
  caller: 'session-or-challenge',
  body: object({}),
  says: begun,
  refusals: [...ENROLLER, 'unknown-factor'],
  async run({ exchange, id }) {
    const found = await enroller(exchange);
    if (found === undefined) return noSession();
    const outcome = await exchange.mfa.resumeEnrolment({ caller: found.caller, factorId: id });
    return outcome.kind === 'begun' ? ok(outcome) : refusal(outcome, exchange.now());
  },
});

const send = route({
  method: 'POST',
  path: 'factors/:id/send',
  operationId: 'sendEnrolmentCode',
  summary: 'Sends the code of a set-up once more.',
  caller: 'session-or-challenge',
  body: object({ token: optional(token) }),
  says: sent,
  refusals: [...ENROLLER, ...SENDING],
  async run({ exchange, body, id }) {
    const found = await enroller(exchange, body.token);
    if (found === undefined) return noSession();
    const outcome = await exchange.mfa.sendEnrolmentCode({ caller: found.caller, factorId: id });
    return sentAnswer(outcome, exchange.now());
  },
});

const confirm = route({
  method: 'POST',
  path: 'factors/:id/confirm',
  operationId: 'confirmEnrolment',
  summary: 'Proves the new authenticator.',
  caller: 'session-or-challenge',
  body: object({ response: anything, token: optional(token) }),
  says: confirmed,
  refusals: [
    ...ENROLLER,
    ...JUDGED,
    'proof-required',
    'enrolment-required',
    'unknown-factor',
    'invalid-response',
    'already-registered',
  ],
  async run({ exchange, body, id }) {
    const found = await enroller(exchange, body.token);
    if (found === undefined) return noSession();
    const outcome = await exchange.mfa.confirmEnrolment({
      caller: found.caller,
      factorId: id,
      response: body.response,
    });
    switch (outcome.kind) {
      case 'acknowledge':
        return ok(outcome);
      case 'active': {
        const { said, cookies } = await settleChange(exchange, outcome, found);
        return { ...ok({ ...outcome, next: said }), cookies };
      }
      default:
        return refusal(outcome, exchange.now());
    }
  },
});

const rename = route({
  method: 'PATCH',
  path: 'factors/:id',
  operationId: 'renameFactor',
  summary: 'Gives a factor another name.',
  caller: 'session',
  body: object({ label }),
  says: renamed,
  refusals: [...CHANGE, 'unknown-factor'],
  async run({ exchange, body, id }) {
    const caller = await exchange.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await exchange.mfa.renameFactor({ caller, factorId: id, label: body.label });
    return outcome.kind === 'renamed' ? ok(outcome) : refusal(outcome, exchange.now());
  },
});

const remove = route({
  method: 'DELETE',
  path: 'factors/:id',
  operationId: 'removeFactor',
  summary: 'Removes a factor.',
  caller: 'session',
  body: object({}),
  says: removed,
  refusals: [...CHANGE, 'unknown-factor'],
  async run({ exchange, id }) {
    const caller = await exchange.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await exchange.mfa.removeFactor({ caller, factorId: id });
    if (outcome.kind !== 'removed') return refusal(outcome, exchange.now());
    await endOrRenew(exchange, outcome.sessions, caller);
    return ok(outcome);
  },
});

const primary = route({
  method: 'PUT',
  path: 'primary',
  operationId: 'choosePrimary',
  summary: 'Chooses the factor that is asked first. The others stay selectable.',
  caller: 'session',
  body: object({ factorId }),
  says: chosen,
  refusals: [...CHANGE, 'unknown-factor'],
  async run({ exchange, body }) {
    const caller = await exchange.session.currentUser();
    if (caller === undefined) return noSession();
    const outcome = await exchange.mfa.setPrimary({ caller, factorId: body.factorId });
    return outcome.kind === 'chosen' ? ok(outcome) : refusal(outcome, exchange.now());
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
